// The button that opens the map; the map itself is loaded only then.
import { Button } from 'antd'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { keepTrying } from '../api/keep-trying.ts'
import type { Position } from './MapDialog.tsx'

const MapDialog = lazy(() => keepTrying(() => import('./MapDialog.tsx')))

interface Props {
  place: string
  latitude: number | null
  longitude: number | null
  onPick?: (position: Position | null) => void
  link?: boolean
}

export function MapButton({ place, latitude, longitude, onPick, link = false }: Props) {
  const { t } = useTranslation()
  const [open, setOpen] = useState(false)
  const position = latitude !== null && longitude !== null ? { latitude, longitude } : null
  return (
    <>
      <Button
        type={link ? 'link' : 'default'}
        size={link ? 'small' : 'middle'}
        className={link ? 'map-link' : 'map-button'}
        onClick={() => setOpen(true)}
        data-testid="open-map"
      >
        {t('map.open')}
      </Button>
      {open && (
        <Suspense fallback={null}>
          <MapDialog place={place} position={position} {...(onPick ? { onPick } : {})} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  )
}
