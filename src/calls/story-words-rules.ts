// Events and effects of a call in Vietnamese sentences, for the administrator who reads a call's story. Pure.
// An event of a later version that has no words yet is told by its code.

type Told = Readonly<Record<string, unknown>>
export interface Names {
  /** How an operator is called in the story. */
  agent: (agentId: string) => string
  number: (number: string) => string
}

const text = (told: Told, field: string): string => (told[field] === undefined || told[field] === null ? '' : String(told[field]))
/** `….leg-2` is the second telephone that rang, `….consult-1` the first that was asked, `….mon-1` that of the first supervisor. */
const legOf = (told: Told): string => {
  const [, kind, n] = /\.(leg|mon|consult)-(\d+)$/.exec(text(told, 'legId')) ?? []
  const whose = kind === 'mon' ? 'máy người giám sát thứ' : kind === 'consult' ? 'máy được hỏi thứ' : 'máy thứ'
  return `${whose} ${n ?? '?'}`
}
const seconds = (ms: unknown): string => `${(Number(ms) / 1000).toFixed(1).replace('.', ',')} giây`
const time = (ms: unknown): string => clockTime(Number(ms))

/** `09:15:02.123` in Asia/Ho_Chi_Minh, which is UTC+7 all year. */
export function clockTime(ms: number): string {
  return new Date(ms + 7 * 3_600_000).toISOString().slice(11, 23)
}

/** `25/11/2026` there. */
export function clockDay(ms: number): string {
  return new Date(ms + 7 * 3_600_000).toISOString().slice(0, 10).split('-').reverse().join('/')
}

const outcomes: Readonly<Record<string, string>> = {
  answered: 'đã nghe',
  abandoned: 'người gọi gác máy trước khi có người nghe',
  'out-of-hours': 'ngoài giờ trực',
  interrupted: 'bị ngắt',
  voicemail: 'để lại lời nhắn',
  'turned-away': 'được mời gọi lại sau, vì tổng đài đang dừng',
  callback: 'người gọi xin được gọi lại',
  settled: 'đã nói chuyện trước khi đến lượt gọi lại',
  busy: 'máy bận',
  'no-answer': 'không trả lời',
  refused: 'từ chối nghe',
  unreachable: 'không liên lạc được',
  'wrong-number': 'số không đúng',
  cancelled: 'nhân viên gác máy trước khi có người nghe',
  overflow: 'rời hàng chờ vì quá giới hạn',
}

/** An outcome in words. */
export function outcomeWords(outcome: string | null): string {
  return outcome === null ? 'chưa kết thúc' : (outcomes[outcome] ?? outcome)
}

const offerEnds: Readonly<Record<string, string>> = {
  missed: 'không trả lời',
  declined: 'nhường cuộc gọi',
  'phone-lost': 'mất điện thoại',
  'caller-gone': 'người gọi đã gác máy',
  interrupted: 'bị ngắt',
  withdrawn: 'người hỏi thôi gọi',
}

const monitorWords: Readonly<Record<string, string>> = { listen: 'nghe cuộc gọi', whisper: 'nhắc riêng nhân viên', barge: 'vào cuộc nói chuyện' }

const eventWords: Readonly<Record<string, (event: Told, names: Names) => string>> = {
  arrived: (event, { number }) =>
    `Cuộc gọi đến số ${text(event, 'hotlineNumber')} từ ${number(text(event, 'callerNumber') || text(event, 'callerRaw'))}${event['open'] ? '' : ', ngoài giờ trực'}`,
  placed: (event, { agent, number }) => `${agent(text(event, 'agentId'))} gọi ra số ${number(text(event, 'number'))}`,
  booked: (event, { number }) => `Giữ chỗ để gọi lại số ${number(text(event, 'number'))}, người ấy chờ từ ${time(event['since'])}`,
  'booking-closed': () => 'Đã nói chuyện với người này, thôi gọi lại',
  'callback-offer-due': () => 'Người gọi đã chờ đủ lâu để được mời gọi lại',
  'callback-unconfirmed': () => 'Người gọi không xác nhận, chờ tiếp',
  'citizen-ringing': () => 'Máy người dân đổ chuông',
  'citizen-sound': () => 'Mạng phát âm báo trước khi người dân nhấc máy',
  'citizen-answered': () => 'Người dân nhấc máy',
  'dial-timeout': () => 'Hết giờ đổ chuông máy người dân',
  'prompt-finished': (event) => `Phát xong lời thoại ${text(event, 'playbackId').replace(/^[^.]*\./, '')}`,
  'agent-chosen': (event, { agent }) =>
    `${event['by'] ? `${agent(text(event, 'by'))} giao cho` : 'Chọn'} ${agent(text(event, 'agentId'))}, cho đổ chuông tối đa ${seconds(event['ringMs'])}`,
  'leg-answered': (event) => `Nhân viên nhấc ${legOf(event)}`,
  'leg-ended': (event) => `Kết thúc ${legOf(event)} (mã ${text(event, 'cause')})`,
  'leg-lost': (event) => `Mất liên lạc với ${legOf(event)}`,
  'phone-lost': (event) => `Mất ${legOf(event)} giữa cuộc nói chuyện (trang bị đóng, hỏng hoặc mất mạng)`,
  'phone-back': (event, { agent }) => `Máy của ${agent(text(event, 'agentId'))} nối lại được`,
  'ring-timeout': (event) => `Hết giờ đổ chuông ${legOf(event)}`,
  decline: (event, { agent }) => `${agent(text(event, 'agentId'))} nhường cuộc gọi`,
  hold: (event, { agent }) => `${agent(text(event, 'agentId'))} giữ máy`,
  unhold: (event, { agent }) => `${agent(text(event, 'agentId'))} nói chuyện tiếp`,
  hangup: (event, { agent }) => `${agent(text(event, 'agentId'))} kết thúc cuộc gọi`,
  transfer: (event, { agent }) => `${agent(text(event, 'agentId'))} chuyển máy ${event['to'] ? `cho ${agent(text(event, 'to'))}` : 'về đầu hàng đợi'}`,
  consult: (event, { agent }) => `${agent(text(event, 'agentId'))} hỏi ${agent(text(event, 'to'))}, người gọi chờ`,
  'consult-complete': (event, { agent }) => `${agent(text(event, 'agentId'))} nối người gọi với người được hỏi`,
  'consult-cancel': (event, { agent }) => `${agent(text(event, 'agentId'))} thôi hỏi, trở lại với người gọi`,
  conference: (event, { agent }) => `${agent(text(event, 'agentId'))} mời người gọi vào, cả ba cùng nói chuyện`,
  'known-agent': (event, { agent }) => `Người gọi từng nói chuyện với ${agent(text(event, 'agentId'))}`,
  announce: (event) =>
    [
      `Báo người chờ lần ${text(event, 'n')}`,
      ...(event['position'] === null ? [] : [`vị trí thứ ${text(event, 'position')}`]),
      ...(event['estimateMinutes'] === null ? [] : [`chờ khoảng ${text(event, 'estimateMinutes')} phút`]),
    ].join(', '),
  overflow: (event) => (event['why'] === 'full' ? 'Hàng chờ đã đủ người' : 'Đã chờ lâu nhất cho phép'),
  'nobody-on-duty': () => 'Không có nhân viên nào trực',
  key: (event) => `Người gọi bấm phím ${text(event, 'digit')}`,
  'rating-timeout': () => 'Người gọi không bấm phím nào',
  'menu-timeout': () => 'Người gọi không chọn nhánh nào trong menu',
  'recording-started': () => 'Bắt đầu ghi âm',
  'recording-pause': (event, { agent }) => `${agent(text(event, 'agentId'))} tạm dừng ghi âm`,
  'recording-resume': (event, { agent }) => `${agent(text(event, 'agentId'))} ghi âm tiếp`,
  'recording-pause-refused': () => 'Máy chủ điện thoại không tạm dừng được ghi âm',
  'recording-finished': (event) => `Ghi âm xong: ${seconds(event['durationMs'])}, ${text(event, 'bytes')} byte`,
  'caller-gone': (event) => `Người gọi gác máy (mã ${text(event, 'cause')})`,
  interrupted: () => 'Cuộc gọi bị ngắt: máy chủ điện thoại không còn cuộc gọi này',
  resynced: (event) =>
    `Nối lại với máy chủ điện thoại: ${event['joined'] ? 'đang nói chuyện' : 'không trong cầu nói chuyện'}, ${event['recording'] ? 'vẫn ghi âm' : 'không ghi âm'}`,
  'leg-found': (event, { agent }) => `Tìm thấy ${legOf(event)} của ${agent(text(event, 'agentId'))}, ${event['answered'] ? 'đã nhấc' : 'đang đổ chuông'}`,
  'moved-front': (event, { agent }) => `${agent(text(event, 'by'))} đưa cuộc gọi lên đầu hàng đợi`,
  'monitor-asked': (event, { agent }) => `${agent(text(event, 'supervisorId'))} xin ${monitorWords[text(event, 'mode')] ?? text(event, 'mode')}`,
  'monitor-mode': (event, { agent }) => `${agent(text(event, 'supervisorId'))} chuyển sang ${monitorWords[text(event, 'mode')] ?? text(event, 'mode')}`,
  'monitor-stopped': (event, { agent }) => `${agent(text(event, 'supervisorId'))} thôi nghe cuộc gọi`,
  'monitor-unjoined': (event) => `Người giám sát thứ ${text(event, 'n')} không còn trong cuộc gọi, nối lại`,
  'left-to-fallback': () => 'Chuyển sang hàng đợi dự phòng của Asterisk',
  'back-from-fallback': () => 'Trở lại từ hàng đợi dự phòng',
  'fallback-ended': (event, { agent }) =>
    `Hàng đợi dự phòng phục vụ xong lúc ${time(event['at'])}: ${outcomeWords(text(event, 'outcome'))}${event['agentId'] ? `, ${agent(text(event, 'agentId'))} nghe` : ''}`,
}

const effectWords: Readonly<Record<string, (effect: Told, names: Names) => string>> = {
  answer: () => 'nhấc máy cho người gọi',
  record: () => 'ghi âm',
  'recorder-pause': () => 'tạm dừng ghi âm, ghi khoảng lặng',
  'recorder-resume': () => 'ghi âm trở lại',
  play: (effect) => `phát ${(effect['prompts'] as readonly string[]).join(', ')}`,
  'wait-with-music': () => 'cho nghe nhạc chờ',
  ring: (effect, { agent }) => `đổ chuông ${legOf(effect)} của ${agent(text(effect, 'agentId'))} đến ${time(effect['dueAt'])}`,
  'ring-beside': (effect, { agent }) => `đổ chuông ${legOf(effect)} của ${agent(text(effect, 'agentId'))} đến ${time(effect['dueAt'])}`,
  dial: (effect) => `gọi số người dân qua trung kế, tối đa ${seconds(effect['limitMs'])}`,
  'stop-tone': () => 'thôi phát hồi chuông, để nghe âm báo của mạng',
  'book-callback': () => 'giữ chỗ của người gọi để gọi lại',
  recall: (effect, { agent }) => `trả cuộc gọi về ${agent(text(effect, 'agentId'))}`,
  meet: () => 'cho hai nhân viên nói chuyện với nhau, người gọi nghe nhạc',
  'cancel-leg': (effect) => `ngắt ${legOf(effect)}`,
  connect: (effect) => `nối người gọi với ${legOf(effect)}`,
  rejoin: () => 'đưa người gọi trở lại cuộc nói chuyện',
  'take-message': () => 'mời người gọi để lại lời nhắn',
  'leave-talk': () => 'đưa người gọi ra khỏi cuộc nói chuyện',
  'destroy-bridge': () => 'bỏ cầu nói chuyện',
  hangup: () => 'ngắt máy người gọi',
  'open-draft': () => 'mở phiếu nháp',
  pop: (effect, { agent }) => `mở phiếu trên màn hình của ${agent(text(effect, 'agentId'))}`,
  'offer-ended': (effect, { agent }) => `${agent(text(effect, 'agentId'))}: thôi đổ chuông (${offerEnds[text(effect, 'reason')] ?? text(effect, 'reason')})`,
  'agent-answered': (effect, { agent }) => `${agent(text(effect, 'agentId'))}: đang nghe máy`,
  'agent-found': (effect, { agent }) => `${agent(text(effect, 'agentId'))}: ${effect['talking'] ? 'đang nghe máy' : 'đang đổ chuông'}`,
  'agent-recalled': (effect, { agent }) => `${agent(text(effect, 'agentId'))}: gọi lại người vừa mất máy, đến ${time(effect['dueAt'])}`,
  'await-phone': (effect, { agent }) => `chờ máy của ${agent(text(effect, 'agentId'))} nối lại`,
  'agent-released': (effect, { agent }) =>
    `${agent(text(effect, 'agentId'))}: ${effect['phoneLost'] ? 'mất điện thoại' : effect['asked'] ? 'thôi được hỏi' : 'ghi phiếu'}`,
  closed: () => 'đóng cuộc gọi',
  'monitor-ring': (effect, { agent }) => `đổ chuông máy của ${agent(text(effect, 'supervisorId'))} để nghe cuộc gọi`,
  'monitor-join': (effect) => (effect['earId'] === null ? 'đưa người giám sát vào cuộc nói chuyện' : 'cho người giám sát nghe'),
  'monitor-end': () => 'ngắt máy người giám sát',
  'monitor-noted': (effect, { agent }) =>
    `ghi sổ: ${agent(text(effect, 'supervisorId'))} ${effect['act'] === 'end' ? 'kết thúc' : (monitorWords[text(effect, 'act')] ?? text(effect, 'act'))}`,
}

/** What only refreshes a screen is no part of the story. */
const silent = new Set(['show', 'queue-changed'])

/** What happened, in one sentence. */
export function eventSentence(event: { type: string }, names: Names): string {
  return eventWords[event.type]?.({ ...event }, names) ?? `Sự kiện ${event.type}`
}

/** What was decided, in few words each. */
export function effectPhrases(effects: readonly { type: string }[], names: Names): string[] {
  return effects.filter(({ type }) => !silent.has(type)).map((effect) => effectWords[effect.type]?.({ ...effect }, names) ?? `thực hiện ${effect.type}`)
}
