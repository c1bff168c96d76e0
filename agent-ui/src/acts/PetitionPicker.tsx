// Finding the petition a call is about: by code, words or number, as one types.
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../api/client.ts'
import { useFetch } from '../api/useFetch.ts'
import { Choice } from '../kit/Choice.tsx'
import type { Tied } from '../kit/Field.tsx'

export function PetitionPicker({ tied, value, except, onChange }: { tied: Tied; value: string | null; except: string; onChange: (id: string | null) => void }) {
  const { t } = useTranslation()
  const [typed, setTyped] = useState('')
  const [keyword, setKeyword] = useState('')
  useEffect(() => {
    const later = setTimeout(() => setKeyword(typed), 250)
    return () => clearTimeout(later)
  }, [typed])
  const found = useFetch(`petitions ${keyword}`, (signal) => api('tickets', { query: { keyword, pageSize: 20 }, signal }))
  const options = (found.data?.items ?? [])
    .filter(({ id, code }) => id !== except && code !== null)
    .map(({ id, code, title, status }) => ({ value: id, label: `${code ?? ''} · ${title} · ${t(`status.${status}`)}` }))
  return (
    <Choice
      {...tied}
      showSearch={{ filterOption: false, onSearch: setTyped }}
      allowClear
      loading={found.loading}
      value={value}
      placeholder={t('acts.petitionPlaceholder')}
      onChange={(next) => onChange(next ?? null)}
      options={options}
      data-testid="act-ticketId"
    />
  )
}
