// A queue of which mostly the head matters: its order is found out as far as it is asked for. Pure.

/**
 * Gives the items one by one, the smallest first. With n items the first costs n steps and each further one log n: with
 * hundreds waiting and few agents free that is far less than putting all in order.
 */
export function headFirst<T>(items: readonly T[], compare: (a: T, b: T) => number): () => T | undefined {
  const heap = [...items]
  const sink = (from: number) => {
    const item = heap[from] as T
    let at = from
    for (;;) {
      let child = 2 * at + 1
      if (child >= heap.length) break
      if (child + 1 < heap.length && compare(heap[child + 1] as T, heap[child] as T) < 0) child += 1
      if (compare(item, heap[child] as T) <= 0) break
      heap[at] = heap[child] as T
      at = child
    }
    heap[at] = item
  }
  for (let at = (heap.length >> 1) - 1; at >= 0; at -= 1) sink(at)
  return () => {
    const [head] = heap
    const last = heap.pop()
    if (heap.length > 0) {
      heap[0] = last as T
      sink(0)
    }
    return head
  }
}
