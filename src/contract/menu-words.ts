// The words of a menu and its keys: proposed from the branches, and compared with them. Shared with the administrator's page.

/** How a key is called in speech, by its digit. */
export const spokenDigits = ['không', 'một', 'hai', 'ba', 'bốn', 'năm', 'sáu', 'bảy', 'tám', 'chín']

/** The words callers could hear for these branches: `Đất đai, bấm phím 1. … Hoặc xin giữ máy để gặp nhân viên trực.` */
export function proposedMenuWords(entries: readonly { key: string; label: string }[]): string {
  const branches = entries.filter(({ label }) => label.trim() !== '').map(({ key, label }) => `${capital(label.trim())}, bấm phím ${key}.`)
  return branches.length === 0 ? '' : [...branches, 'Hoặc xin giữ máy để gặp nhân viên trực.'].join(' ')
}

const capital = (words: string): string => words.charAt(0).toLocaleUpperCase('vi') + words.slice(1)

/** The keys these words name, `phím 1` or `phím số một`, each once. */
export function keysInWords(words: string): string[] {
  const named = words
    .normalize('NFC')
    .toLocaleLowerCase('vi')
    .matchAll(/phím\s+(?:số\s+)?([0-9]|không|một|hai|ba|bốn|năm|sáu|bảy|tám|chín)(?![\p{L}\p{N}])/gu)
  return [...new Set([...named].map(([, word = '']) => (/\d/.test(word) ? word : String(spokenDigits.indexOf(word)))))]
}
