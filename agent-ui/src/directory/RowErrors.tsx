import { useTranslation } from 'react-i18next'
import type { RowError } from '../../../src/contract/imports.ts'
import { Icon } from '../glyphs/icons.tsx'

const most = 200

/** What is wrong with which row, as an import says it; for every import. */
export function RowErrors({ errors }: { errors: readonly RowError[] }) {
  const { t } = useTranslation()
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls must be reachable by keyboard
    <section className="row-errors" tabIndex={0} aria-label={t('rowErrors.title')}>
      <table className="table">
        <thead>
          <tr>
            <th scope="col" className="num">
              {t('rowErrors.row')}
            </th>
            <th scope="col">{t('rowErrors.column')}</th>
            <th scope="col">{t('rowErrors.message')}</th>
          </tr>
        </thead>
        <tbody>
          {errors.slice(0, most).map((error) => (
            <tr key={`${error.row} ${error.column} ${error.message}`} data-testid="row-error" data-severity={error.severity}>
              <td className="num">{error.row === 0 ? t('rowErrors.file') : error.row}</td>
              <td>{error.column}</td>
              <td>
                <span className={error.severity === 'error' ? 'row-error' : 'row-warning'}>
                  <Icon name={error.severity === 'error' ? 'warning' : 'bell'} size={13} /> {t(`rowErrors.${error.severity}`)}
                </span>{' '}
                {error.message}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {errors.length > most && <p className="muted">{t('rowErrors.more', { count: errors.length - most })}</p>}
    </section>
  )
}
