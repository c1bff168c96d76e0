/** Folds a Vietnamese text for searching: no accents, no case, đ as d. */
export function foldVietnamese(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').replace(/[đĐ]/g, 'd').toLowerCase()
}

/** Filter of a Select: what is typed may lack accents. */
export function matchesOption(typed: string, option: { label?: unknown } | undefined): boolean {
  return foldVietnamese(String(option?.label ?? '')).includes(foldVietnamese(typed))
}
