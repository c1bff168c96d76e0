// A long list in pieces: a piece far from what is looked at keeps its place and draws nothing, so that five hundred who wait cost what thirty do.
import { type ReactNode, useEffect, useRef, useState } from 'react'

const pieceRows = 25
/** Until a piece was drawn once nobody knows how high it is. */
const rowHeight = 62

interface Props<T> {
  items: readonly T[]
  /** One `li`, with its place in the whole list. */
  row: (item: T, place: number) => ReactNode
}

export function LazyRows<T>({ items, row }: Props<T>) {
  const pieces = Array.from({ length: Math.ceil(items.length / pieceRows) }, (_, n) => items.slice(n * pieceRows, (n + 1) * pieceRows))
  return pieces.map((piece, n) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: a piece is a stretch of places, whoever stands in them
    <Piece key={n} from={n * pieceRows} count={piece.length} draw={() => piece.map((item, place) => row(item, n * pieceRows + place))} />
  ))
}

function Piece({ from, count, draw }: { from: number; count: number; draw: () => ReactNode }) {
  const list = useRef<HTMLOListElement>(null)
  const [near, setNear] = useState(from === 0)
  const height = useRef<number | null>(null)
  useEffect(() => {
    const element = list.current
    // The first ones are always there: a short list is one.
    if (!element || from === 0) return
    const observer = new IntersectionObserver(
      ([entry]) => {
        if (!entry) return
        // Whoever is in it by keyboard is not thrown out of it.
        const isIn = entry.isIntersecting || element.contains(document.activeElement)
        if (!isIn && entry.boundingClientRect.height > 0) height.current = entry.boundingClientRect.height
        setNear(isIn)
      },
      { rootMargin: '400px 0px' },
    )
    observer.observe(element)
    return () => observer.disconnect()
  }, [from])
  return (
    <ol ref={list} className="board-rows" start={from + 1} style={near ? undefined : { height: height.current ?? count * rowHeight }}>
      {near && draw()}
    </ol>
  )
}
