// The search row of the manual: Từ khoá, Tiến độ, Hình thức tiếp nhận, Chuyên mục, Từ ngày, Đến ngày, Trạng thái.
import { Button, DatePicker, Input } from 'antd'
import dayjs from 'dayjs'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { intakeChannels, ticketProgresses, ticketStatuses } from '../../../src/contract/values.ts'
import { categoryOptions, useCategories } from '../form/choices.ts'
import { Icon } from '../glyphs/icons.tsx'
import { Choice } from '../kit/Choice.tsx'
import { Field } from '../kit/Field.tsx'
import { matchesOption } from '../kit/search-text.ts'
import { choose, type SearchName, type SearchValues, searchNames, searchParams } from './list-query.ts'

interface Props {
  params: URLSearchParams
  onSearch: (params: URLSearchParams) => void
  onReset: () => void
  /** A unit's boxes say the state already. */
  byStatus?: boolean
}

export function TicketSearch({ params, onSearch, onReset, byStatus = true }: Props) {
  const { t } = useTranslation()
  const categories = useCategories()
  const [open, setOpen] = useState(false)
  const [values, setValues] = useState<SearchValues>(() => Object.fromEntries(searchNames.map((name) => [name, params.get(name) ?? ''])) as SearchValues)
  const set = (name: SearchName, value: string | null | undefined) => setValues((old) => choose(old, name, value ?? ''))
  const search = (event: FormEvent) => {
    event.preventDefault()
    onSearch(searchParams(values))
  }
  const select = (name: SearchName, label: string, options: { value: string; label: string }[], showSearch = false) => (
    <Field id={`search-${name}`} label={label} className="search-more">
      {({ id }) => (
        <Choice
          id={id}
          value={values[name] || undefined}
          placeholder={t('tickets.all')}
          allowClear
          showSearch={showSearch && { filterOption: matchesOption }}
          popupMatchSelectWidth={false}
          options={options}
          onChange={(value) => set(name, value)}
          data-testid={`search-${name}`}
        />
      )}
    </Field>
  )
  const date = (name: 'from' | 'to', label: string) => (
    <Field id={`search-${name}`} label={label} className="search-more">
      {({ id }) => (
        <DatePicker
          id={id}
          format="DD/MM/YYYY"
          placeholder={t('tickets.datePlaceholder')}
          value={values[name] ? dayjs(values[name]) : null}
          onChange={(value) => set(name, value?.format('YYYY-MM-DD'))}
          data-testid={`search-${name}`}
        />
      )}
    </Field>
  )
  return (
    <search>
      <form className={open ? 'search-row search-open' : 'search-row'} onSubmit={search}>
        <Field id="search-keyword" label={t('tickets.keyword')} className="search-keyword">
          {({ id }) => (
            <Input
              id={id}
              type="search"
              prefix={<Icon name="search" size={14} />}
              placeholder={t('tickets.keywordHint')}
              value={values.keyword}
              onChange={(event) => set('keyword', event.target.value)}
              maxLength={200}
              data-testid="search-keyword"
            />
          )}
        </Field>
        {select(
          'progress',
          t('tickets.progress'),
          ticketProgresses.map((value) => ({ value, label: t(`progress.${value}`) })),
        )}
        {select(
          'channel',
          t('tickets.channel'),
          intakeChannels.map((value) => ({ value, label: t(`channel.${value}`) })),
        )}
        {select('categoryId', t('tickets.category'), categoryOptions(categories), true)}
        {date('from', t('tickets.from'))}
        {date('to', t('tickets.to'))}
        {byStatus &&
          select('status', t('tickets.status'), [
            ...ticketStatuses.map((value) => ({ value: value as string, label: t(`status.${value}`) })),
            { value: 'late', label: t('progress.late') },
          ])}
        <div className="search-actions">
          <Button className="search-toggle" onClick={() => setOpen(!open)} aria-expanded={open}>
            {t('tickets.filter')}
          </Button>
          <Button type="primary" htmlType="submit" data-testid="search-submit">
            <Icon name="search" size={14} /> {t('tickets.search')}
          </Button>
          <Button onClick={onReset} data-testid="search-reset">
            <Icon name="refresh" size={14} /> {t('tickets.reset')}
          </Button>
        </div>
      </form>
    </search>
  )
}
