import { api } from '../api/client.ts'
import { useFetch } from '../api/useFetch.ts'

/** What the service says of itself to people who are not signed in. */
export const useServiceStatus = () => useFetch('status', (signal) => api('status', { signal }))
