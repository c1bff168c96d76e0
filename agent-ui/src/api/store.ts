// A value that lives outside React and can be watched from it.
import { useSyncExternalStore } from 'react'

export class Store<T> {
  #value: T
  readonly #listeners = new Set<() => void>()
  constructor(initial: T) {
    this.#value = initial
  }
  get = (): T => this.#value
  set = (next: T): void => {
    if (Object.is(next, this.#value)) return
    this.#value = next
    for (const listener of this.#listeners) listener()
  }
  patch = (part: Partial<T>): void => this.set({ ...this.#value, ...part })
  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }
}

/** Watches a store from a component. */
export function useStore<T>(store: Pick<Store<T>, 'get' | 'subscribe'>): T {
  return useSyncExternalStore(store.subscribe, store.get)
}
