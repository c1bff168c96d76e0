// Trang trước, Trang n trên m, Trang sau; nothing where there is one page only.
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'

export function Pager({ page, pages, onPage }: { page: number; pages: number; onPage: (page: number) => void }) {
  const { t } = useTranslation()
  if (pages <= 1 && page <= 1) return null
  return (
    <span className="pager">
      <Button type="text" size="small" disabled={page <= 1} onClick={() => onPage(Math.min(page, pages + 1) - 1)}>
        {t('tickets.previous')}
      </Button>
      <span>{t('tickets.pages', { page, all: pages })}</span>
      <Button type="text" size="small" disabled={page >= pages} onClick={() => onPage(page + 1)}>
        {t('tickets.next')}
      </Button>
    </span>
  )
}
