// What a call was about: chosen by whoever answered it, changeable by him the same day.
import { z } from 'zod'
import { Disposition } from './values.ts'

/** `suggested` follows from the ticket written during the call; null: nothing does. `required`: the installation wants one of each call. */
export const DispositionView = z.object({ disposition: Disposition.nullable(), suggested: Disposition.nullable(), required: z.boolean() })
export type DispositionView = z.infer<typeof DispositionView>
export const DispositionBody = z.object({ disposition: Disposition })
