// Nothing typed is thrown away without a question: the page asks before it does, the browser before it is closed.
import { App } from 'antd'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'

/** Returns a way to do something that would drop the changes: at once when there are none, else after the person said so. */
export function useUnsaved(changed: boolean): (then: () => void) => void {
  const { modal } = App.useApp()
  const { t } = useTranslation()
  useEffect(() => {
    if (!changed) return
    const ask = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', ask)
    return () => window.removeEventListener('beforeunload', ask)
  }, [changed])
  return (then) => {
    if (!changed) return then()
    modal.confirm({
      title: t('unsaved.title'),
      content: t('unsaved.text'),
      okText: t('unsaved.drop'),
      cancelText: t('unsaved.stay'),
      autoFocusButton: 'cancel',
      onOk: then,
    })
  }
}
