// Is this fit to go live? What is wrong is refused with its place; what is hardly meant is a warning. Pure.
import type { HotlineContent, HotlineProblem } from '../contract/hotline.ts'
import { keysInWords } from '../contract/menu-words.ts'

/** The words of the menus' recordings, by version. */
export type MenuRecordings = ReadonlyMap<number, string>

/** Problems stop the settings from going live. `agents`: who may be given skills. */
export function problemsOf(content: HotlineContent, agents: ReadonlySet<string>, recordings: MenuRecordings): HotlineProblem[] {
  const problems: HotlineProblem[] = []
  const wrong = (path: string, message: string) => problems.push({ path, message })
  const skills = new Set(content.skills.map(({ code }) => code))

  if (content.menu.on && content.menu.entries.length === 0) wrong('menu.entries', 'Menu đang bật phải có ít nhất một phím')
  const { on, words, recording } = content.menu
  if (on && words === '') wrong('menu.words', 'Nhập lời menu mà người gọi sẽ nghe')
  if (on && recording === null) wrong('menu.recording', 'Ghi âm hoặc tải lên lời menu trước khi bật')
  if (recording !== null && !recordings.has(recording)) wrong('menu.recording', 'Không còn bản ghi âm này, hãy chọn bản khác')
  repeated(content.menu.entries.map(({ key }) => key)).forEach((at) => {
    wrong(`menu.entries.${at}.key`, `Phím ${content.menu.entries[at]?.key} dùng hai lần`)
  })
  content.menu.entries.forEach(({ action, skill, priorityMinutes }, at) => {
    if (skill && !skills.has(skill)) wrong(`menu.entries.${at}.skill`, `Không có kỹ năng "${skill}"`)
    if (action !== 'queue' && skill) wrong(`menu.entries.${at}.skill`, 'Chỉ nhánh nối máy nhân viên trực mới cần kỹ năng')
    if (action !== 'queue' && priorityMinutes > 0) wrong(`menu.entries.${at}.priorityMinutes`, 'Chỉ nhánh nối máy nhân viên trực mới được ưu tiên')
    if (action === 'message' && !content.voicemail) wrong(`menu.entries.${at}.action`, 'Lời nhắn đang tắt')
  })
  repeated(content.skills.map(({ code }) => code)).forEach((at) => {
    wrong(`skills.${at}.code`, 'Mã kỹ năng đã có')
  })
  repeated(content.skills.map(({ name }) => name.toLocaleLowerCase('vi'))).forEach((at) => {
    wrong(`skills.${at}.name`, 'Tên kỹ năng đã có')
  })
  for (const [personId, levels] of Object.entries(content.agentSkills)) {
    if (!agents.has(personId)) wrong(`agentSkills.${personId}`, 'Người này không còn là nhân viên trực')
    for (const skill of Object.keys(levels)) if (!skills.has(skill)) wrong(`agentSkills.${personId}.${skill}`, `Không có kỹ năng "${skill}"`)
  }
  content.rings.forEach((ring, at) => {
    const before = content.rings[at - 1]
    if (!before && ring.afterSeconds !== 0) wrong('rings.0.afterSeconds', 'Vòng đầu bắt đầu từ 0 giây')
    if (before && ring.afterSeconds <= before.afterSeconds) wrong(`rings.${at}.afterSeconds`, 'Vòng sau phải muộn hơn vòng trước')
    if (before && ring.level >= before.level) wrong(`rings.${at}.level`, 'Vòng sau phải rộng hơn vòng trước')
  })
  // A caller nobody may ever be rung for would wait for ever.
  if (content.rings.at(-1)?.level !== 0) wrong(`rings.${content.rings.length - 1}.level`, 'Vòng cuối phải gồm mọi nhân viên trực')
  const { overflow, longestSeconds, mostCallers } = content.waiting
  if ((longestSeconds > 0 || mostCallers > 0) && overflow === 'message' && !content.voicemail)
    wrong('waiting.overflow', 'Lời nhắn đang tắt, hãy chọn cách khác')
  return problems
}

/** What works but is hardly meant. */
export function warningsOf(content: HotlineContent, recordings: MenuRecordings): HotlineProblem[] {
  const warnings: HotlineProblem[] = []
  const held = new Set(Object.values(content.agentSkills).flatMap((levels) => Object.keys(levels)))
  const asked = new Set(content.menu.entries.flatMap(({ skill }) => (skill ? [skill] : [])))
  content.skills.forEach(({ code, name }, at) => {
    if (!held.has(code)) warnings.push({ path: `skills.${at}`, message: `Chưa nhân viên trực nào có kỹ năng "${name}"` })
    if (!asked.has(code)) warnings.push({ path: `skills.${at}`, message: `Chưa phím nào trong menu dẫn đến kỹ năng "${name}"` })
  })
  if (!content.menu.on && content.menu.entries.length > 0) warnings.push({ path: 'menu.on', message: 'Menu đang tắt: người gọi vào thẳng hàng chờ' })
  const { callbackOfferSeconds, longestSeconds } = content.waiting
  if (longestSeconds > 0 && callbackOfferSeconds >= longestSeconds)
    warnings.push({ path: 'waiting.callbackOfferSeconds', message: `Không ai được mời gọi lại: sau ${longestSeconds} giây người chờ đã rời hàng` })
  repeated(content.menu.entries.map(({ label }) => label.trim().toLocaleLowerCase('vi'))).forEach((at) => {
    if (content.menu.entries[at]?.label.trim())
      warnings.push({ path: `menu.entries.${at}.label`, message: 'Hai nhánh cùng tên: nhân viên trực không phân biệt được' })
  })
  return [...warnings, ...menuWarnings(content.menu, recordings)]
}

/** Where the words do not go with the keys, or the recording not with the words. */
function menuWarnings({ entries, words, recording }: HotlineContent['menu'], recordings: MenuRecordings): HotlineProblem[] {
  if (words === '' || entries.length === 0) return []
  const warnings: HotlineProblem[] = []
  const named = new Set(keysInWords(words))
  entries.forEach(({ key }, at) => {
    if (!named.delete(key)) warnings.push({ path: `menu.entries.${at}.key`, message: `Lời menu không nhắc đến phím ${key}` })
  })
  for (const key of named)
    if (!entries.some((entry) => entry.key === key)) warnings.push({ path: 'menu.words', message: `Lời menu mời bấm phím ${key} nhưng không có nhánh nào` })
  const recorded = recording === null ? undefined : recordings.get(recording)
  if (recorded !== undefined && recorded !== words)
    warnings.push({ path: 'menu.recording', message: 'Lời menu đã sửa sau khi ghi âm: người gọi vẫn nghe lời cũ' })
  return warnings
}

/** Where a value comes for the second time. */
const repeated = (values: readonly string[]): number[] => values.flatMap((value, at) => (values.indexOf(value) < at ? [at] : []))
