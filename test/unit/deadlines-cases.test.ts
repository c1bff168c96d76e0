// Deadlines as the regulation's authors would check them: a sentence, and the moment it must give. Đ: article of Quyết định 192/QĐ-UBND.
// Unless a case says otherwise the office works 07:30-11:30 and 13:30-17:30, Monday to Friday, and a slip has 8 working hours.
import { describe, expect, it } from 'vitest'
import { compileCalendar, nextOpening } from '../../src/deadlines/working-time.ts'
import { at, due, frames, OFFICE, office, province, text, unitCalendar, week } from './deadlines-fixture.ts'
import { Story } from './deadlines-story.ts'

const withoutSwaps = compileCalendar({ ...province, exceptions: province.exceptions.filter(({ kind }) => kind !== 'swap') })
const cultureDay = compileCalendar(unitCalendar({ exceptions: [{ id: 'vh', kind: 'holiday', date: '2026-11-24', name: 'Ngày Văn hóa Việt Nam' }] }))
const workedInStorm = compileCalendar(unitCalendar({ cancels: ['storm-2025'] }))
const meeting = compileCalendar(
  unitCalendar({
    exceptions: [{ id: 'm', kind: 'closure', name: 'Mất điện', from: { date: '2026-06-10', minute: 15 * 60 }, to: { date: '2026-06-10', minute: 16 * 60 } }],
  }),
)
const own = (workdays: string, saturday = '', sunday = '') =>
  compileCalendar(unitCalendar({ weeks: [{ from: '2020-01-01', to: null, week: week(workdays, saturday, sunday) }] }))
const threeFrames = own('07:00-11:00 13:00-17:00 18:00-20:00')
const saturdayMorning = own(OFFICE, '07:30-11:30')
const lateShift = own('14:00-24:00')
const oneFrame = own('08:00-16:00')
const dayAndNight = compileCalendar({
  ...province,
  exceptions: [],
  weeks: [{ from: '2020-01-01', to: null, week: week('00:00-24:00', '00:00-24:00', '00:00-24:00') }],
})
const summer = compileCalendar(unitCalendar({ weeks: [{ from: '2026-04-15', to: '2026-10-15', week: week('07:00-11:00 13:00-17:00') }] }))
const madeUpStorm = compileCalendar(
  unitCalendar({ exceptions: [{ id: 'b', kind: 'make-up', date: '2025-11-08', frames: frames('07:30-11:30'), name: 'Làm bù ngày bão' }] }),
)

/** A focal point's Hẹn on a slip received an hour before. */
const hen = (received: string, moment: string, amount: number, unit: 'day' | 'hour' | 'minute'): Story => new Story(received).extends(moment, amount, unit)
const reminded = (story: Story, until: string): string => story.until(until).times('remind').join(', ')

/** [the case, what is computed, what must come out] */
type Case = readonly [string, () => string, string]

const receipts: readonly Case[] = [
  ['Nhận 16:30 thứ Sáu: còn 1 giờ thứ Sáu, 7 giờ thứ Hai', () => due('05/06/2026 16:30', 8), '08/06/2026 16:30'],
  ['Nhận đúng giờ mở cửa: hết hạn lúc đóng cửa cùng ngày', () => due('01/06/2026 07:30', 8), '01/06/2026 17:30'],
  ['Nhận giữa buổi sáng: hết hạn cùng giờ ngày làm việc sau', () => due('01/06/2026 09:05', 8), '02/06/2026 09:05'],
  ['Nhận ban đêm (22:00 thứ Ba): tính từ 07:30 thứ Tư, hết hạn 17:30 thứ Tư', () => due('02/06/2026 22:00', 8), '03/06/2026 17:30'],
  ['Nhận sáng sớm trước giờ làm: tính từ giờ mở cửa cùng ngày', () => due('01/06/2026 06:00', 8), '01/06/2026 17:30'],
  ['Nhận giờ nghỉ trưa: tính từ 13:30', () => due('01/06/2026 12:15', 8), '02/06/2026 11:30'],
  ['Nhận đúng 11:30: giờ trưa không tính', () => due('01/06/2026 11:30', 8), '02/06/2026 11:30'],
  ['Nhận 11:29: còn tính một phút buổi sáng', () => due('01/06/2026 11:29', 8), '02/06/2026 11:29'],
  ['Nhận 13:29: tính từ 13:30', () => due('01/06/2026 13:29', 8), '02/06/2026 11:30'],
  ['Nhận đúng 13:30', () => due('01/06/2026 13:30', 8), '02/06/2026 11:30'],
  ['Nhận đúng 17:30: tính từ sáng hôm sau', () => due('01/06/2026 17:30', 8), '02/06/2026 17:30'],
  ['Nhận 17:29: còn tính một phút', () => due('01/06/2026 17:29', 8), '02/06/2026 17:29'],
  ['Nhận lúc nửa đêm', () => due('02/06/2026 00:00', 8), '02/06/2026 17:30'],
  ['Nhận 06:59 giờ Việt Nam, khi giờ quốc tế còn là hôm trước', () => due('02/06/2026 06:59', 8), '02/06/2026 17:30'],
  ['Nhận sáng thứ Bảy: tính từ thứ Hai', () => due('06/06/2026 09:00', 8), '08/06/2026 17:30'],
  ['Nhận 23:59 Chủ nhật: tính từ thứ Hai', () => due('07/06/2026 23:59', 8), '08/06/2026 17:30'],
  ['Nhận 17:30 thứ Sáu: không rơi vào thứ Bảy', () => due('05/06/2026 17:30', 8), '08/06/2026 17:30'],
  ['Qua cuối tháng Hai năm thường', () => due('27/02/2026 16:00', 8), '02/03/2026 16:00'],
  ['Qua ngày 29/02 năm nhuận', () => due('28/02/2028 16:30', 8), '29/02/2028 16:30'],
  ['Qua giao thừa dương lịch: 01/01 nghỉ, thứ Sáu', () => due('31/12/2026 16:30', 8), '04/01/2027 16:30'],
  ['30 phút trước giờ nghỉ trưa 15 phút: giờ trưa không tính', () => due('01/06/2026 11:15', 0.5), '01/06/2026 13:45'],
  ['2 giờ từ 17:00 thứ Sáu', () => due('05/06/2026 17:00', 2), '08/06/2026 09:00'],
  ['40 giờ làm việc là trọn một tuần', () => due('01/06/2026 07:30', 40), '05/06/2026 17:30'],
  ['Một phút từ lúc đóng cửa là phút đầu sáng hôm sau', () => due('01/06/2026 17:30', 1 / 60), '02/06/2026 07:31'],
]

const holidays: readonly Case[] = [
  ['Tết 2026, nhận 16:30 ngày làm việc cuối', () => due('13/02/2026 16:30', 8), '23/02/2026 16:30'],
  ['Tết 2026, 16 giờ làm việc qua Tết', () => due('13/02/2026 16:30', 16), '24/02/2026 16:30'],
  ['Tết 2026, nhận sáng mùng 1', () => due('17/02/2026 09:00', 8), '23/02/2026 17:30'],
  ['Tết 2026, nhận tối Chủ nhật cuối kỳ nghỉ', () => due('22/02/2026 20:00', 8), '23/02/2026 17:30'],
  ['Tết 2027 theo lịch Việt Nam là 06/02, nghỉ bù đến 11/02', () => due('04/02/2027 16:30', 8), '12/02/2027 16:30'],
  ['Giỗ Tổ 26/04/2026 là Chủ nhật: nghỉ bù thứ Hai 27/04', () => due('24/04/2026 16:30', 8), '28/04/2026 16:30'],
  ['30/04 và 01/05: nhận chiều 29/04', () => due('29/04/2026 16:30', 8), '04/05/2026 16:30'],
  ['Ngày lễ không lệch một ngày vì múi giờ: nhận 17:15 ngày 29/04', () => due('29/04/2026 17:15', 8), '04/05/2026 17:15'],
  ['Ngày lễ không lệch một ngày vì múi giờ: nhận 23:59 ngày 02/09', () => due('02/09/2026 23:59', 8), '03/09/2026 17:30'],
  ['Ngày lễ không lệch một ngày vì múi giờ: nhận 00:01 ngày 03/09', () => due('03/09/2026 00:01', 8), '03/09/2026 17:30'],
  ['02/01/2026 nghỉ hoán đổi: nhận ngày 01/01', () => due('01/01/2026 09:00', 8), '05/01/2026 17:30'],
  ['02/01/2026 nghỉ hoán đổi: nhận chiều 31/12/2025', () => due('31/12/2025 16:30', 8), '05/01/2026 16:30'],
  ['Thứ Bảy 10/01/2026 làm bù được tính', () => due('09/01/2026 16:30', 8), '10/01/2026 16:30'],
  ['Nhận trong thứ Bảy làm bù', () => due('10/01/2026 09:00', 8), '12/01/2026 09:00'],
  ['Hoán đổi chưa được xác nhận thì không tính', () => due('09/01/2026 16:30', 8, withoutSwaps), '12/01/2026 16:30'],
  ['Quốc khánh 2026: nghỉ 29/8 đến 02/9', () => due('28/08/2026 16:30', 8), '03/09/2026 16:30'],
  ['Thứ Bảy 22/8/2026 làm bù cho 31/8', () => due('21/08/2026 16:30', 8), '22/08/2026 16:30'],
  ['24/11/2026 chưa được xác nhận là ngày nghỉ', () => due('23/11/2026 16:30', 8), '24/11/2026 16:30'],
  ['24/11/2026 khi quản trị xác nhận là ngày nghỉ', () => due('23/11/2026 16:30', 8, cultureDay), '25/11/2026 16:30'],
]

const ownHours: readonly Case[] = [
  ['Bão 6-7/11/2025: nhận sáng 06/11, đóng cửa từ 13:00', () => due('06/11/2025 10:00', 8), '10/11/2025 16:00'],
  ['Bão 6-7/11/2025: nhận trong lúc đóng cửa', () => due('06/11/2025 14:00', 8), '10/11/2025 17:30'],
  ['Đơn vị vẫn làm việc trong bão bỏ qua ngày đóng cửa của tỉnh', () => due('06/11/2025 10:00', 8, workedInStorm), '07/11/2025 10:00'],
  ['Làm bù sáng thứ Bảy sau bão', () => due('06/11/2025 10:00', 8, madeUpStorm), '10/11/2025 10:00'],
  ['Đóng cửa một giờ trong buổi chiều', () => due('10/06/2026 09:00', 8, meeting), '11/06/2026 10:00'],
  ['Đơn vị có ba ca một ngày', () => due('01/06/2026 16:00', 8, threeFrames), '02/06/2026 14:00'],
  ['Đơn vị làm thông trưa một ca', () => due('01/06/2026 12:00', 8, oneFrame), '02/06/2026 12:00'],
  ['Đơn vị làm việc sáng thứ Bảy', () => due('05/06/2026 16:30', 8, saturdayMorning), '08/06/2026 10:30'],
  ['Ca đến 24:00 không mất phút cuối ngày', () => due('01/06/2026 23:00', 8, lateShift), '02/06/2026 21:00'],
  ['Hạn đúng 24:00', () => due('01/06/2026 14:00', 10, lateShift), '02/06/2026 00:00'],
  ['Đơn vị trực cả ngày đêm', () => due('06/06/2026 20:00', 8, dayAndNight), '07/06/2026 04:00'],
  ['Ngày đầu giờ mùa hè (07:00-11:00, 13:00-17:00)', () => due('14/04/2026 16:30', 8, summer), '15/04/2026 16:00'],
  ['Ngày cuối giờ mùa hè', () => due('15/10/2026 16:30', 8, summer), '16/10/2026 17:00'],
  ['Giờ mở cửa kế tiếp sau 17:30 ngày 13/02/2026', () => text(nextOpening(office, at('13/02/2026 17:30'))), '23/02/2026 07:30'],
]

const extensions: readonly Case[] = [
  ['Hẹn 3 ngày từ 14:32 thứ Tư: thứ Bảy nghỉ nên dời đến 07:30 thứ Hai', () => hen('18/11/2026 09:05', '18/11/2026 14:32', 3, 'day').due, '23/11/2026 07:30'],
  ['Hẹn 10 ngày tính ngày theo lịch', () => hen('01/06/2026 09:00', '01/06/2026 10:00', 10, 'day').due, '11/06/2026 10:00'],
  ['Hẹn 4 giờ tính giờ làm việc', () => hen('01/06/2026 14:30', '01/06/2026 15:30', 4, 'hour').due, '02/06/2026 09:30'],
  ['Hẹn 30 phút lúc 17:15', () => hen('01/06/2026 16:15', '01/06/2026 17:15', 30, 'minute').due, '02/06/2026 07:45'],
  ['Hẹn 2 giờ hết đúng giờ đóng cửa', () => hen('01/06/2026 14:30', '01/06/2026 15:30', 2, 'hour').due, '01/06/2026 17:30'],
  ['Hẹn 2 giờ vào sáng thứ Bảy', () => hen('05/06/2026 16:00', '06/06/2026 10:00', 2, 'hour').due, '08/06/2026 09:30'],
  ['Hẹn 1 ngày lúc nghỉ trưa: dời đến 13:30', () => hen('01/06/2026 11:00', '01/06/2026 12:00', 1, 'day').due, '02/06/2026 13:30'],
  ['Hẹn 7 ngày rơi vào mùng 1 Tết: dời đến sau Tết', () => hen('10/02/2026 08:00', '10/02/2026 09:00', 7, 'day').due, '23/02/2026 07:30'],
  ['Nhắc trước 24 giờ theo lịch', () => reminded(hen('01/06/2026 09:00', '01/06/2026 10:00', 10, 'day'), '11/06/2026 09:00'), '10/06/2026 10:00'],
  [
    'Mẫu của sổ tay: hẹn 10 ngày, nhắc ở ngày 9, chỉ nhắc một lần',
    () => reminded(new Story('01/06/2026 09:00').extends('01/06/2026 10:00', 10, 'day', { remindAfter: { amount: 9, unit: 'day' } }), '11/06/2026 09:00'),
    '10/06/2026 10:00',
  ],
  [
    'Hẹn 3 ngày, nhắc ở ngày 2: nhắc 14:32 thứ Sáu; 24 giờ trước hạn là Chủ nhật nên nhắc 17:00 thứ Sáu',
    () => reminded(new Story('18/11/2026 09:05').extends('18/11/2026 14:32', 3, 'day', { remindAfter: { amount: 2, unit: 'day' } }), '23/11/2026 07:00'),
    '20/11/2026 14:32, 20/11/2026 17:00',
  ],
  ['Hẹn ngắn hơn 24 giờ: nhắc ngay', () => reminded(hen('01/06/2026 09:00', '01/06/2026 10:00', 4, 'hour'), '01/06/2026 15:00'), '01/06/2026 10:00'],
  [
    'Hẹn ngắn lập ban đêm: nhắc khi mở cửa, không nhắc nửa đêm',
    () => reminded(hen('01/06/2026 16:00', '01/06/2026 22:00', 4, 'hour'), '02/06/2026 11:00'),
    '02/06/2026 07:30',
  ],
]

const levels: readonly Case[] = [
  ['Đầu mối không trả lời: thủ trưởng có 8 giờ từ lúc mình nhận', () => new Story('01/06/2026 09:00').until('02/06/2026 10:00').due, '03/06/2026 09:00'],
  [
    'Phiếu nhận ban đêm, không ai trả lời: chuyển thủ trưởng lúc mở cửa hôm sau',
    () => new Story('02/06/2026 22:00').until('04/06/2026 08:00').times('move-up').join(),
    '04/06/2026 07:30',
  ],
  ['… và thủ trưởng có hạn 17:30 hôm ấy', () => new Story('02/06/2026 22:00').until('04/06/2026 08:00').due, '04/06/2026 17:30'],
  [
    'Hết hạn đúng 17:30 thứ Sáu: chuyển thứ Hai, không chuyển thứ Bảy',
    () => new Story('04/06/2026 20:00').until('08/06/2026 08:00').times('move-up').join(),
    '08/06/2026 07:30',
  ],
  ['Hết hạn đúng 11:30: chuyển lúc 13:30', () => new Story('01/06/2026 13:30').until('02/06/2026 14:00').times('move-up').join(), '02/06/2026 13:30'],
  [
    'Thủ trưởng cũng không trả lời: đến VP UBND tỉnh',
    () => new Story('01/06/2026 09:00').until('03/06/2026 10:00').times('move-up').join(', '),
    '02/06/2026 09:00, 03/06/2026 09:00',
  ],
  ['VP UBND tỉnh có chỉ tiêu riêng, không chuyển tiếp nữa', () => new Story('01/06/2026 09:00').until('30/06/2026 10:00').due, '04/06/2026 09:00'],
  ['Hết hạn chiều trước Tết: chuyển sau Tết', () => new Story('12/02/2026 18:00').until('23/02/2026 08:00').times('move-up').join(), '23/02/2026 07:30'],
  [
    'Hẹn quá hạn: thủ trưởng nhận ngay trong giờ làm, có 8 giờ mới',
    () => hen('01/06/2026 09:00', '01/06/2026 10:00', 10, 'day').until('11/06/2026 11:00').due,
    '12/06/2026 10:00',
  ],
  ['Nhắc trước hạn 2 giờ làm việc', () => new Story('01/06/2026 09:00').until('02/06/2026 08:00').times('warn').join(), '01/06/2026 17:00'],
  [
    'Nhắc trước hạn không rơi vào đêm: hạn 08:30 thì nhắc 16:30 hôm trước',
    () => new Story('01/06/2026 08:30').until('02/06/2026 08:00').times('warn').join(),
    '01/06/2026 16:30',
  ],
]

describe('working hours from receipt (Đ11.1)', () => {
  it.each(receipts)('%s', (_, computed, expected) => expect(computed()).toBe(expected))
})
describe('holidays, Tết, days swapped', () => {
  it.each(holidays)('%s', (_, computed, expected) => expect(computed()).toBe(expected))
})
describe('storms and units with hours of their own', () => {
  it.each(ownHours)('%s', (_, computed, expected) => expect(computed()).toBe(expected))
})
describe('Hẹn xử lý (Đ11.3, Đ10.5)', () => {
  it.each(extensions)('%s', (_, computed, expected) => expect(computed()).toBe(expected))
})
describe('levels (Đ11.2)', () => {
  it.each(levels)('%s', (_, computed, expected) => expect(computed()).toBe(expected))
})
