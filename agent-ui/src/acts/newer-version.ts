// Is there a newer version of the petition to see than the one a dialog was refused on? Pure.
import type { ApiError } from '../api/client.ts'

/** A refusal names the server's version when it is not the one the page sent; a conflict without one always has something newer behind it. */
export function hasNewer({ code, fields }: Pick<ApiError, 'code' | 'fields'>, shown: number): boolean {
  const version = Number(fields.version)
  return Number.isInteger(version) ? version > shown : code === 'conflict'
}
