/** Where a version of a prompt is played from; 0 is the original. */
export const promptUrl = (name: string, version: number): string => `/api/hotline-prompts/${encodeURIComponent(name)}/versions/${version}/audio`
