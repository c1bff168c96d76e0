// Categories and units change seldom: fetched once a page, again after a failure.
import { useEffect } from 'react'
import type { Unit } from '../../../src/contract/accounts.ts'
import type { Category } from '../../../src/contract/tickets.ts'
import { api } from '../api/client.ts'
import { Store, useStore } from '../api/store.ts'

function cached<T>(load: () => Promise<T[]>): { use: () => T[]; refresh: () => void } {
  const store = new Store<T[]>([])
  let asked = false
  const ask = () => {
    asked = true
    load().then(store.set, () => {
      asked = false
      setTimeout(ask, 5_000)
    })
  }
  return {
    use: () => {
      useEffect(() => {
        if (!asked) ask()
      }, [])
      return useStore(store)
    },
    refresh: () => {
      if (asked) ask()
    },
  }
}

export const useCategories: () => Category[] = cached<Category>(() => api('categories')).use
const units = cached<Unit>(() => api('units'))
export const useUnits: () => Unit[] = units.use
/** The administrator changed units on this very page. */
export const refreshUnits: () => void = units.refresh

/** Two levels as one list: `Sự cố hạ tầng › Thoát nước`; groups that have children are not chosen themselves. */
export function categoryOptions(categories: readonly Category[]): { value: string; label: string }[] {
  const byId = new Map(categories.map((category) => [category.id, category]))
  const parents = new Set(categories.map((category) => category.parentId))
  return categories
    .filter((category) => !parents.has(category.id))
    .map((category) => {
      const parent = category.parentId ? byId.get(category.parentId) : undefined
      return { value: category.id, label: parent ? `${parent.name} › ${category.name}` : category.name }
    })
}
