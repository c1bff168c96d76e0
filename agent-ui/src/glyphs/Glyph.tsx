// The shape of a state; the word always stands beside it, so the shape is hidden from readers aloud.
import { type StateShape, stateShapes } from './state-shapes.tsx'

export function Glyph({ shape, size = 16 }: { shape: StateShape; size?: number }) {
  return (
    <svg className="icon" width={size} height={size} viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      {stateShapes[shape]}
    </svg>
  )
}
