// Invented petitions for a demonstration: names, numbers and events are made up. Oldest first, as their codes count up.
import type { IntakeChannel, ReporterKind, RequestKind, TicketProgress, TicketStatus, TicketStep } from '../../src/contract/values.ts'

export interface InventedTicket {
  /** How many days before the seed, and at what time of day in Gia Lai. */
  daysAgo: number
  at: string
  /** The last three digits of 0900 000 xxx. */
  phone: string
  name: string
  address: string
  title: string
  category: string
  place: string
  content: string
  status: TicketStatus
  progress: TicketProgress | null
  step: TicketStep
  channel?: IntakeChannel
  kind?: RequestKind
  reporterKind?: ReporterKind
  identityHidden?: boolean
  /** Seconds of talk; none when it did not come by telephone. */
  talk?: number
}

const loan = { phone: '014', name: 'Rơ Châm H’Loan', address: 'Làng Plei Kép, phường Thống Nhất' }
const tinh = { phone: '046', name: 'Nguyễn Văn Tình', address: '12 Lý Thái Tổ, phường Pleiku' }
const bia = { phone: '077', name: 'Siu H’Bia', address: 'Làng Ốp, phường Pleiku' }
const done = { status: 'completed', progress: 'on-time', step: 'focal-point' } as const
const doneLate = { status: 'completed', progress: 'late', step: 'unit-head' } as const
const processing = { status: 'processing', progress: 'not-due', step: 'focal-point' } as const
const waiting = { status: 'waiting', progress: 'not-due', step: 'focal-point' } as const

export const inventedTickets: readonly InventedTicket[] = [
  { ...loan, ...done, daysAgo: 89, at: '14:40', title: 'Giờ làm việc của bộ phận một cửa', category: 'procedures-guide', place: 'UBND phường Thống Nhất', content: 'Hỏi bộ phận một cửa có làm việc sáng thứ Bảy không.', kind: 'question', talk: 82 },
  { ...tinh, ...done, daysAgo: 61, at: '09:12', title: 'Nước máy yếu vào giờ cao điểm', category: 'utilities-water', place: 'Đường Lý Thái Tổ, phường Pleiku', content: 'Từ 17 giờ đến 20 giờ nước chảy rất yếu, cả dãy nhà đều bị.', talk: 214 },
  { phone: '022', name: 'Siu Y Blơi', address: 'Thôn 3, xã Ia Dêr', ...doneLate, daysAgo: 58, at: '15:31', title: 'Đường liên thôn sạt lở sau mưa', category: 'infrastructure-road', place: 'Đường từ thôn 3 đi thôn 5, xã Ia Dêr', content: 'Một nửa mặt đường bị sạt xuống suối, xe công nông không qua được.', talk: 305 },
  { ...bia, ...done, daysAgo: 52, at: '10:05', title: 'Hướng dẫn đăng ký khai sinh trực tuyến', category: 'procedures-online', place: 'Phường Pleiku', content: 'Không gửi được tờ khai vì hệ thống báo sai số định danh.', kind: 'question', talk: 421 },
  { phone: '031', name: 'Công ty Vận tải Ia Nin', address: 'Cụm công nghiệp Diên Phú', ...done, daysAgo: 47, at: '08:20', title: 'Biển báo cấm tải bị che khuất', category: 'infrastructure-road', place: 'Ngã ba đường vào cụm công nghiệp Diên Phú', content: 'Cành cây che hết biển báo, tài xế không nhìn thấy.', channel: 'email', reporterKind: 'organisation' },
  { phone: '048', name: 'Lê Văn Sơn', address: '5 Trần Phú, phường Diên Hồng', ...done, daysAgo: 40, at: '16:44', title: 'Thủ tục hưởng bảo hiểm thất nghiệp', category: 'social-insurance', place: 'Phường Diên Hồng', content: 'Hỏi hồ sơ gồm những gì và nộp ở đâu.', kind: 'question', talk: 263 },
  { phone: '033', name: 'Kpă H’Mai', address: 'Làng Brel, xã Biển Hồ', ...doneLate, daysAgo: 34, at: '11:08', title: 'Rác đổ trộm bên hồ', category: 'social-environment', place: 'Bờ đông Biển Hồ, gần bãi đỗ xe', content: 'Ban đêm có xe đổ rác xây dựng xuống bờ hồ, bốc mùi.', channel: 'zalo', identityHidden: true },
  { phone: '052', name: 'Đỗ Thị Hạnh', address: '88 Hùng Vương, phường Hội Phú', ...done, daysAgo: 29, at: '20:17', title: 'Quán karaoke mở quá giờ', category: 'order-noise', place: '90 Hùng Vương, phường Hội Phú', content: 'Mở nhạc lớn sau 23 giờ gần như mỗi đêm.', identityHidden: true, talk: 198 },
  { phone: '057', name: 'Ksor Nhan', address: 'Xã Ia Hrung', status: 'refused', progress: null, step: 'operator', daysAgo: 26, at: '09:55', title: 'Tố cáo việc cấp đất', category: 'violations-land', place: 'Xã Ia Hrung', content: 'Nội dung tố cáo, ngoài phạm vi tiếp nhận. Đã hướng dẫn gửi đơn đến cơ quan có thẩm quyền.', talk: 347 },
  { phone: '065', name: 'Trương Văn Hải', address: 'Thôn 2, xã Gào', ...done, daysAgo: 22, at: '13:42', title: 'Phân bón nghi kém chất lượng', category: 'violations-agriculture', place: 'Cửa hàng vật tư ở ngã ba xã Gào', content: 'Bón cho cà phê hai tuần thì lá vàng, bao bì không có số lô.', talk: 388 },
  { ...loan, status: 'scheduled', progress: 'not-due', step: 'focal-point', daysAgo: 16, at: '09:05', title: 'Cấp lại thẻ bảo hiểm y tế cho con', category: 'social-insurance', place: 'Phường Thống Nhất', content: 'Thẻ của con bị sai ngày sinh nên không khám được, đã nộp lại giấy khai sinh.', talk: 407 },
  { phone: '038', name: 'Bùi Thị Ngân', address: '21 Cách Mạng Tháng Tám, phường Hoa Lư', ...done, daysAgo: 14, at: '07:48', title: 'Cây xanh nghiêng sắp đổ', category: 'infrastructure-tree', place: 'Trước số 23 Cách Mạng Tháng Tám', content: 'Gốc cây bị hở sau mưa, nghiêng ra lòng đường.', talk: 133 },
  { ...tinh, ...done, daysAgo: 12, at: '18:26', title: 'Mất điện kéo dài không báo trước', category: 'utilities-power', place: 'Hẻm 12 Lý Thái Tổ, phường Pleiku', content: 'Mất điện từ 14 giờ, gọi điện lực không ai nghe.', talk: 176 },
  { phone: '071', name: 'Hợp tác xã Nông nghiệp Chư Á', address: 'Xã Chư Á', status: 'processing', progress: 'late', step: 'unit-head', daysAgo: 9, at: '10:33', title: 'Kênh tưới bị lấp khi làm đường', category: 'social-construction', place: 'Kênh N2, đoạn qua xã Chư Á', content: 'Đơn vị thi công lấp kênh, 12 ha lúa thiếu nước.', channel: 'web', reporterKind: 'organisation' },
  { phone: '059', name: 'Phan Anh Tú', address: '7 Nguyễn Tất Thành, phường Hoa Lư', ...done, daysAgo: 8, at: '21:02', title: 'Xe buýt bỏ chuyến cuối', category: 'utilities-transport', place: 'Bến xe Đức Long', content: 'Ba tối liền không có chuyến 20 giờ 30 như lịch dán.', channel: 'facebook' },
  { ...bia, status: 'processing', progress: 'late', step: 'provincial-office', daysAgo: 7, at: '15:19', title: 'Ranh giới đất làng và dự án', category: 'violations-land', place: 'Làng Ốp, phường Pleiku', content: 'Cọc mốc của dự án cắm vào đất nhà rông, hai cơ quan trả lời khác nhau.', talk: 512 },
  { phone: '084', name: 'Nguyễn Thị Thu', address: '140 Phạm Văn Đồng, phường Thống Nhất', ...done, daysAgo: 6, at: '08:51', title: 'Đăng ký nhận kết quả hộ chiếu tại nhà', category: 'bcci-return', place: '140 Phạm Văn Đồng', content: 'Đăng ký bưu điện trả kết quả tại nhà.', channel: 'walk-in' },
  { phone: '027', name: 'Rmah Thủy', address: 'Làng Nú, xã Ia Krêl', ...processing, daysAgo: 5, at: '09:37', title: 'Trạm y tế thiếu thuốc tiêm ngừa', category: 'social-health', place: 'Trạm y tế xã Ia Krêl', content: 'Ba lần đưa cháu đi tiêm đều được hẹn lại.', talk: 287 },
  { phone: '090', name: 'Hoàng Minh Khôi', address: '3 Quang Trung, phường Pleiku', ...processing, daysAgo: 4, at: '19:14', title: 'Tin nhắn mạo danh điện lực', category: 'infrastructure-telecom', place: 'Phường Pleiku', content: 'Nhận tin nhắn đòi cập nhật hợp đồng qua đường liên kết lạ.', channel: 'zalo' },
  { ...loan, ...processing, daysAgo: 3, at: '18:52', title: 'Đèn đường làng Plei Kép tắt ba đêm liền', category: 'infrastructure-light', place: 'Từ nhà rông đến cổng làng Plei Kép', content: 'Bảy bóng đèn không sáng, tối khó đi, đã có người ngã xe.', talk: 331 },
  { phone: '043', name: 'Võ Thị Bích', address: '56 Tăng Bạt Hổ, phường Yên Đỗ', ...waiting, daysAgo: 2, at: '10:22', title: 'Vỉa hè bị chiếm làm bãi giữ xe', category: 'order-traffic', place: 'Vỉa hè trước chợ Yên Đỗ', content: 'Người đi bộ phải xuống lòng đường, gần trường tiểu học.', talk: 204 },
  { phone: '068', name: 'Đinh Văn Thoại', address: 'Thôn 1, xã Kông Chro', ...waiting, daysAgo: 2, at: '16:05', title: 'Cầu treo hỏng ván', category: 'infrastructure-road', place: 'Cầu treo thôn 1 sang thôn 4', content: 'Bốn tấm ván mục, học sinh vẫn đi qua hằng ngày.', talk: 249 },
  { ...tinh, ...waiting, daysAgo: 1, at: '17:30', title: 'Nắp hố ga vỡ trước số 50 đường Wừu', category: 'infrastructure-drainage', place: 'Trước số 50 đường Wừu, phường Pleiku', content: 'Nắp vỡ một góc lớn, nước mưa che mất hố.', talk: 158 },
  { phone: '035', name: 'Lê Thị Diễm', address: 'Xã Ayun', ...waiting, daysAgo: 1, at: '20:41', title: 'Hỏi lịch thi công chức cấp xã', category: 'procedures-guide', place: 'Xã Ayun', content: 'Hỏi thời gian nộp hồ sơ và nơi xem danh sách đủ điều kiện.', kind: 'question', talk: 141 },
]

/** Calls without a petition: callers who came back, gave up, or rang at night. */
export const inventedCalls: readonly { daysAgo: number; at: string; phone: string; outcome: 'answered' | 'abandoned' | 'out-of-hours'; talk: number }[] = [
  { daysAgo: 40, at: '10:12', phone: '014', outcome: 'answered', talk: 95 },
  { daysAgo: 9, at: '11:20', phone: '014', outcome: 'answered', talk: 74 },
  { daysAgo: 6, at: '23:40', phone: '077', outcome: 'out-of-hours', talk: 0 },
  { daysAgo: 3, at: '08:15', phone: '052', outcome: 'abandoned', talk: 0 },
  { daysAgo: 2, at: '20:14', phone: '014', outcome: 'answered', talk: 130 },
  { daysAgo: 1, at: '09:03', phone: '046', outcome: 'abandoned', talk: 0 },
]
