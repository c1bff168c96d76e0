// Xem bản đồ: where it is. With `onPick` a click sets the position; without, it is only shown.
import { Button, Modal } from 'antd'
import L from 'leaflet'
import 'leaflet/dist/leaflet.css'
import { useCallback, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { places } from './places.ts'

export interface Position {
  latitude: number
  longitude: number
}

interface Props {
  place: string
  position: Position | null
  onPick?: (position: Position | null) => void
  onClose: () => void
}

const CENTRE: L.LatLngTuple = [13.85, 108.4]
const ink = () => getComputedStyle(document.documentElement).getPropertyValue('--ink').trim()
const red = () => getComputedStyle(document.documentElement).getPropertyValue('--red').trim()

export default function MapDialog({ place, position, onPick, onClose }: Props) {
  const { t } = useTranslation()
  const [chosen, setChosen] = useState(position)
  const map = useRef<L.Map | null>(null)
  const pin = useRef<L.CircleMarker | null>(null)
  const [mounted, setMounted] = useState(false)
  const picks = onPick !== undefined

  const mount = useCallback(
    (element: HTMLDivElement | null) => {
      if (!element) {
        map.current?.remove()
        map.current = null
        pin.current = null
        return
      }
      const made = L.map(element, { attributionControl: false, zoomAnimation: false, fadeAnimation: false })
      made.setView(position ? [position.latitude, position.longitude] : CENTRE, position ? 11 : 9)
      L.control.scale({ imperial: false }).addTo(made)
      for (const [name, latitude, longitude] of places)
        L.circleMarker([latitude, longitude], { radius: 3, color: ink(), weight: 1, fillOpacity: 1, interactive: false })
          .bindTooltip(name, { permanent: true, direction: 'right', className: 'map-place' })
          .addTo(made)
      if (picks) made.on('click', ({ latlng }) => setChosen({ latitude: Number(latlng.lat.toFixed(5)), longitude: Number(latlng.lng.toFixed(5)) }))
      map.current = made
      setMounted(true)
    },
    [position, picks],
  )
  // biome-ignore lint/correctness/useExhaustiveDependencies: the pin is drawn once the map is there
  useEffect(() => {
    pin.current?.remove()
    pin.current = null
    if (map.current && chosen)
      pin.current = L.circleMarker([chosen.latitude, chosen.longitude], { radius: 9, color: red(), weight: 3, fillOpacity: 0.2, interactive: false }).addTo(
        map.current,
      )
  }, [chosen, mounted])

  const footer = picks
    ? [
        <Button key="clear" onClick={() => setChosen(null)} disabled={!chosen}>
          {t('map.clear')}
        </Button>,
        <Button
          key="use"
          type="primary"
          data-testid="map-use"
          disabled={!chosen && !position}
          onClick={() => {
            onPick(chosen)
            onClose()
          }}
        >
          {t('map.use')}
        </Button>,
      ]
    : null
  return (
    <Modal
      open
      mask={{ closable: !picks }}
      title={t('map.title')}
      onCancel={onClose}
      footer={footer}
      width={720}
      destroyOnHidden
      afterOpenChange={() => map.current?.invalidateSize()}
    >
      <p className="map-words">
        <strong>{place || t('map.noPlace')}</strong>{' '}
        <span data-testid="map-position">{chosen ? `${chosen.latitude.toFixed(5)}, ${chosen.longitude.toFixed(5)}` : t(picks ? 'map.pick' : 'map.none')}</span>
      </p>
      <div ref={mount} className="map" data-testid="map" />
    </Modal>
  )
}
