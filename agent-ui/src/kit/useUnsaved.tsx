// Nothing typed is thrown away without a question: the page asks before it does or a link or Back leaves it, the browser before it is closed.
import { App } from 'antd'
import { useCallback, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { type Location, useBlocker } from 'react-router'

const samePage = (now: Location, next: Location): boolean => now.pathname === next.pathname

/**
 * Returns a way to do something that would drop the changes: at once when there are none, else after the person said so. Addresses that
 * `keeps` the changes may be gone to unasked: within a page, unless it says otherwise.
 */
export function useUnsaved(changed: boolean, keeps: (now: Location, next: Location) => boolean = samePage): (then: () => void) => void {
  const { modal } = App.useApp()
  const { t } = useTranslation()
  /** The person has said so: what follows is not asked about again. */
  const said = useRef(false)
  useEffect(() => {
    said.current = false
    if (!changed) return
    const ask = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', ask)
    return () => window.removeEventListener('beforeunload', ask)
  }, [changed])
  const ask = useCallback(
    (drop: () => void, stay?: () => void) => {
      modal.confirm({
        title: t('unsaved.title'),
        content: t('unsaved.text'),
        okText: t('unsaved.drop'),
        cancelText: t('unsaved.stay'),
        autoFocusButton: 'cancel',
        onOk: () => {
          said.current = true
          drop()
        },
        ...(stay ? { onCancel: stay } : {}),
      })
    },
    [modal, t],
  )
  const blocker = useBlocker(({ currentLocation, nextLocation }) => changed && !said.current && !keeps(currentLocation, nextLocation))
  const asked = useRef(blocker)
  asked.current = blocker
  useEffect(() => {
    if (blocker.state === 'blocked')
      ask(
        () => asked.current.proceed?.(),
        () => asked.current.reset?.(),
      )
  }, [blocker.state, ask])
  return (then) => (changed ? ask(then) : then())
}
