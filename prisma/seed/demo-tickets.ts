// Invented earlier tickets and calls, so that the screens can be judged with something on them. Never in production.
import { randomUUID } from 'node:crypto'
import type { Database } from '../../src/platform/database/client.ts'

type Row = [daysAgo: number, time: string, phone: string, name: string, address: string, category: string, title: string, place: string, status: 'processing' | 'completed', talkSeconds: number]

const rows: readonly Row[] = [
  [8, '08:47', '0900000038', 'Đinh Văn Hlưk', '52 Wừu, phường Pleiku', 'ha-tang/thoat-nuoc', 'Nắp hố ga vỡ trước số 50 đường Wừu, chưa có rào chắn', 'Trước số 50 đường Wừu', 'completed', 292],
  [7, '20:14', '0900000014', 'Rơ Châm H’Loan', 'Làng Plei Kép, phường Thống Nhất', 'ha-tang/chieu-sang', 'Đèn đường làng Plei Kép tắt ba đêm liền', 'Làng Plei Kép, phường Thống Nhất', 'processing', 331],
  [6, '09:05', '0900000014', 'Rơ Châm H’Loan', 'Làng Plei Kép, phường Thống Nhất', 'dich-vu/bao-hiem', 'Cấp lại thẻ bảo hiểm y tế cho con', 'Phường Thống Nhất', 'processing', 407],
  [6, '10:14', '0900000041', 'Hoàng Thị Lụa', 'Hẻm 84 Lê Duẩn', 'dich-vu/moi-truong', 'Đổ rác thải xây dựng ở bãi đất trống cuối hẻm 84 Lê Duẩn', 'Hẻm 84 Lê Duẩn', 'processing', 188],
  [5, '14:58', '0900000042', 'Siu Bler', 'Chợ Nhỏ, phường Pleiku', 'dich-vu/nuoc', 'Nước chảy tràn mặt đường do vỡ ống trước chợ Nhỏ', 'Đường Lê Hồng Phong', 'completed', 151],
  [5, '16:05', '0900000043', 'Nguyễn Thu Sương', 'Tổ 4, phường Pleiku', 'an-ninh', 'Hàng quán lấn vỉa hè, học sinh phải đi xuống lòng đường', 'Trước Trường THCS Nguyễn Du', 'processing', 240],
  [4, '16:51', '0900000044', 'Trịnh Công Lập', 'Tổ 4, phường Pleiku', 'thu-tuc/huong-dan', 'Hỏi hồ sơ cấp giấy phép sửa chữa nhà ở riêng lẻ', 'Tổ 4, phường Pleiku', 'completed', 203],
  [4, '19:42', '0900000045', 'Ksor H’Bia', 'Hẻm 12 Sư Vạn Hạnh', 'an-ninh', 'Loa kéo hát karaoke quá 22 giờ nhiều ngày liền', 'Hẻm 12 Sư Vạn Hạnh', 'processing', 176],
  [3, '08:02', '0900000046', 'Lương Văn Tịnh', 'Tổ 7, phường Pleiku', 'ha-tang/cay-xanh', 'Cây đổ chắn nửa lối vào Nhà văn hóa tổ 7', 'Tổ 7, phường Pleiku', 'completed', 98],
  [3, '10:31', '0900000047', 'Mai Thị Đào', 'Trạm y tế phường', 'ha-tang/duong', 'Đề nghị gắn biển cấm đỗ xe trước cổng trạm y tế', 'Trạm y tế phường', 'processing', 134],
  [2, '14:06', '0900000048', 'Đặng Hữu Lễ', 'Tổ 2, phường Pleiku', 'thu-tuc/truc-tuyen', 'Xin trích lục khai sinh cho người đã chuyển hộ khẩu', 'Tổ 2, phường Pleiku', 'completed', 221],
  [1, '07:40', '0900000049', 'Y Khuin Niê', 'Xã Ia Dêr', 'dich-vu/dien', 'Mất điện từ đêm qua tại thôn 3, xã Ia Dêr', 'Thôn 3, xã Ia Dêr', 'processing', 87],
]

/** Adds the demo tickets to a database without any ticket. */
export async function seedDemoTickets(db: Database): Promise<void> {
  if ((await db.ticket.count()) > 0) return
  const operator = await db.person.findFirstOrThrow({ where: { memberships: { some: { role: 'operator' } } }, orderBy: { phone: 'asc' } })
  const categories = new Map((await db.category.findMany()).map((category) => [category.code, category.id]))
  const counters = new Map<number, number>()
  for (const [daysAgo, time, phone, name, address, category, title, place, status, talkSeconds] of rows) {
    const day = new Date(Date.now() + 7 * 3_600_000 - daysAgo * 86_400_000).toISOString().slice(0, 10)
    const arrivedAt = new Date(`${day}T${time}:00+07:00`)
    const savedAt = new Date(arrivedAt.getTime() + (talkSeconds + 40) * 1000)
    const year = Number(day.slice(0, 4))
    const number = (counters.get(year) ?? 0) + 1
    counters.set(year, number)
    const reporterNumber = `+84${phone.slice(1)}`
    const id = randomUUID()
    await db.ticket.create({
      data: {
        id, code: `GL${String(year).slice(2)}-${String(number).padStart(6, '0')}`, version: 1, status, step: 'operator',
        progress: status === 'completed' ? 'on-time' : 'not-due', channel: 'hotline', reporterPhone: phone, reporterNumber, reporterName: name,
        reporterAddress: address, title, categoryId: categories.get(category) ?? null, place, content: `${title}. Người dân đề nghị xem xét, xử lý sớm.`,
        createdById: operator.id, reportedAt: arrivedAt, savedAt, updatedAt: savedAt,
        history: { create: [{ at: arrivedAt, actor: 'Hệ thống', action: 'draft-opened' }, { at: savedAt, actorId: operator.id, actor: operator.name, action: 'petition-saved' }] },
      },
    })
    await db.call.create({
      data: {
        id: randomUUID(), serverId: 'asterisk-1', channelId: `demo-${id}`, callerNumber: reporterNumber, callerRaw: phone, hotlineNumber: '1022', arrivedAt,
        queuedAt: arrivedAt, answeredAt: new Date(arrivedAt.getTime() + 6000), endedAt: new Date(arrivedAt.getTime() + (talkSeconds + 6) * 1000),
        outcome: 'answered', agentId: operator.id, talkMs: talkSeconds * 1000, ticketId: id,
      },
    })
  }
  for (const [year, last] of counters) await db.codeCounter.upsert({ where: { year }, create: { year, last }, update: {} })
}
