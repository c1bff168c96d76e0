import { Store } from '../api/store.ts'
import type { DraftState } from './draft-state.ts'

/** What is watched where no draft lies on the desk. */
export const noDraft = new Store<DraftState | null>(null)
