// The whole page of an older tab: one person has one desk.
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Desk } from './desk.tsx'

export function TakenOver({ desk }: { desk: Desk }) {
  const { t } = useTranslation()
  return (
    <div className="taken-over" role="alertdialog" aria-modal="true" aria-labelledby="taken-over-title" data-testid="taken-over">
      <div className="taken-over-box">
        <h1 id="taken-over-title">{t('desk.takenOverTitle')}</h1>
        <p>{t('desk.takenOverText')}</p>
        {desk.phone.call === 'talking' && <p>{t('desk.takenOverCall')}</p>}
        <Button type="primary" size="large" autoFocus onClick={desk.takeBack} data-testid="take-back">
          {t('desk.takeBack')}
        </Button>
      </div>
    </div>
  )
}
