// Does the mouse rest on a part of the page? Asked of where it is, not of leaving: when what it was on goes in the frame in which it leaves,
// that part is never told of the leaving.
import { type RefObject, useEffect, useRef, useState } from 'react'

/** The part to look at, and whether the mouse is on it; a finger does not rest. */
export function usePointed<E extends HTMLElement>(): [RefObject<E | null>, boolean] {
  const part = useRef<E>(null)
  const [pointed, setPointed] = useState(false)
  useEffect(() => {
    const follow = ({ pointerType, target }: PointerEvent) => setPointed(pointerType === 'mouse' && target instanceof Node && !!part.current?.contains(target))
    const leave = () => setPointed(false)
    document.addEventListener('pointerover', follow)
    document.documentElement.addEventListener('pointerleave', leave)
    return () => {
      document.removeEventListener('pointerover', follow)
      document.documentElement.removeEventListener('pointerleave', leave)
    }
  }, [])
  return [part, pointed]
}
