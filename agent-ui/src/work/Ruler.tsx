// The eight-hour ruler: one cell a working hour, filled as it is used; past its end an arrow.
interface Props {
  allowedMs: number
  leftMs: number
  late: boolean
  soon: boolean
}

const HOUR = 3_600_000
const MOST_CELLS = 16

export function Ruler({ allowedMs, leftMs, late, soon }: Props) {
  const cells = Math.min(MOST_CELLS, Math.max(1, Math.round(allowedMs / HOUR)))
  const perCell = allowedMs / cells
  const used = late ? allowedMs : Math.max(0, allowedMs - leftMs)
  return (
    <span className={late ? 'ruler ruler-late' : soon ? 'ruler ruler-soon' : 'ruler'} aria-hidden="true">
      {Array.from({ length: cells }, (_, cell) => {
        const share = Math.min(1, Math.max(0, (used - cell * perCell) / perCell))
        // biome-ignore lint/suspicious/noArrayIndexKey: a cell is its place
        return <i key={cell} style={{ '--share': `${Math.round(share * 100)}%` } as React.CSSProperties} />
      })}
      {late && <b />}
    </span>
  )
}
