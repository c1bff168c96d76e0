// The texts an installation begins with; the administrator edits them. Pure. SMS are short: a part costs money.
import type { MessageTemplate } from './outbox.ts'
import type { TemplateText, TextChannel } from './template-rules.ts'

interface Texts {
  subject: string
  sms: string
  email: string
}

const texts: Readonly<Record<MessageTemplate, Texts>> = {
  'citizen-received': {
    subject: '[1022] Đã tiếp nhận phản ánh {code}',
    sms: '1022 Gia Lai đã tiếp nhận phản ánh {code}. Tra cứu bằng mã này và số điện thoại của ông/bà.',
    email: 'Tổng đài 1022 tỉnh Gia Lai đã tiếp nhận phản ánh, kiến nghị của ông/bà: {title}.\nMã theo dõi: {code}.',
  },
  'citizen-forwarded': {
    subject: '[1022] Phản ánh {code} đã chuyển tới {unit}',
    sms: 'Phản ánh {code} đã chuyển tới {unit}, hạn trả lời {due}.',
    email: 'Phản ánh {code} của ông/bà đã được chuyển tới {unit} để xử lý. Hạn trả lời: {due}.',
  },
  'citizen-refused': {
    subject: '[1022] Phản ánh {code} không được tiếp nhận',
    sms: 'Phản ánh {code} không thuộc phạm vi tiếp nhận: {reason}. {guidance}',
    email: 'Phản ánh {code} của ông/bà không được tiếp nhận. Lý do: {reason}.\nHướng dẫn: {guidance}',
  },
  'citizen-more-info': {
    subject: '[1022] Cần thêm thông tin cho phản ánh của ông/bà',
    sms: '1022 Gia Lai cần thêm thông tin: {question}. Vui lòng gọi 1022.',
    email: 'Để xử lý phản ánh của ông/bà, chúng tôi cần thêm thông tin: {question}\nVui lòng gọi (0269)1022 hoặc trả lời thư này.',
  },
  'citizen-new-date': {
    subject: '[1022] Phản ánh {code}: hẹn trả kết quả {date}',
    sms: 'Phản ánh {code}: {unit} hẹn trả kết quả vào {date}.',
    email: '{unit} cần thêm thời gian để xử lý phản ánh {code} và hẹn trả kết quả vào {date}.\nLý do: {reason}',
  },
  'citizen-answered': {
    subject: '[1022] Kết quả xử lý phản ánh {code}',
    sms: 'Phản ánh {code} đã có kết quả: {answer}',
    email: 'Kết quả xử lý phản ánh {code}:\n\n{answer}\n\nCảm ơn ông/bà đã phản ánh tới Tổng đài 1022.',
  },
  'citizen-reopened': {
    subject: '[1022] Phản ánh {code} được xem xét lại',
    sms: 'Phản ánh {code} đã được mở lại để xử lý tiếp.',
    email: 'Phản ánh {code} của ông/bà đã được mở lại để xử lý tiếp.',
  },
  'slip-received': {
    subject: '[1022] Phiếu chuyển {code}, hạn {due}',
    sms: '1022: phiếu chuyển {code} từ {from}, hạn {due}.',
    email: 'Đơn vị nhận phiếu chuyển {code}: {title}.\nTừ: {from}. Hạn xử lý: {due}.',
  },
  'slip-assigned': {
    subject: '[1022] VP UBND tỉnh giao xử lý {code}, hạn {due}',
    sms: '1022: VP UBND tỉnh giao xử lý {code}, hạn {due}.',
    email: 'Văn phòng UBND tỉnh giao đơn vị xử lý {code}: {title}. Hạn xử lý: {due}.',
  },
  'slip-moved-up': {
    subject: '[1022] {code} quá hạn, chuyển lên cấp của ông/bà, hạn {due}',
    sms: '1022: {code} quá hạn ở {from}, chuyển ông/bà xử lý, hạn {due}.',
    email: 'Phản ánh {code}: {title} đã quá hạn ở cấp {from} và được chuyển tới ông/bà. Hạn xử lý: {due}.',
  },
  'slip-late': {
    subject: '[1022] {code} đã trễ hạn',
    sms: '1022: {code} đã trễ hạn (hạn {due}).',
    email: 'Phản ánh {code}: {title} đã trễ hạn (hạn {due}).',
  },
  'deadline-warning': {
    subject: '[1022] {code} sắp đến hạn: {left}',
    sms: '1022: {code} {left}, hạn {due}.',
    email: 'Phản ánh {code}: {title} {left}. Hạn xử lý: {due}.',
  },
  'extension-reminder': {
    subject: '[1022] {code} sắp đến hạn hẹn {due}',
    sms: '1022: nhắc phiếu hẹn {code}, hạn {due}.',
    email: 'Phiếu hẹn xử lý {code}: {title} sắp đến hạn {due}.',
  },
  'result-handed-in': {
    subject: '[1022] {unit} đã trả kết quả phối hợp {code}',
    sms: '1022: {unit} đã trả kết quả phối hợp {code}.',
    email: '{unit} đã trả kết quả phối hợp cho phản ánh {code}.',
  },
  'result-sent-back': {
    subject: '[1022] Kết quả {code} cần làm lại, hạn {due}',
    sms: '1022: kết quả {code} cần làm lại, hạn mới {due}.',
    email: 'Kết quả xử lý {code} được đề nghị làm lại. Hạn mới: {due}. Lý do có trong phiếu.',
  },
  'slip-returned': {
    subject: '[1022] {unit} trả phiếu phối hợp {code}',
    sms: '1022: {unit} trả phiếu phối hợp {code}: {reason}',
    email: '{unit} trả lại phiếu phối hợp {code}. Lý do: {reason}',
  },
  'result-to-check': {
    subject: '[1022] {unit} đã trả kết quả {code}',
    sms: '1022: {unit} đã trả kết quả {code}, chờ kiểm tra.',
    email: '{unit} đã trả kết quả phản ánh {code}: {title}. Kết quả đang chờ kiểm tra và phê duyệt.',
  },
  'returned-to-desk': {
    subject: '[1022] {unit} chuyển trả {code}',
    sms: '1022: {unit} chuyển trả {code}, chờ chọn lại đơn vị.',
    email: '{unit} chuyển trả phản ánh {code}: {title}. Lý do có trong phiếu; phản ánh đang chờ chọn lại đơn vị.',
  },
  'coordination-asked': {
    subject: '[1022] Đề nghị phối hợp xử lý {code}, hạn {due}',
    sms: '1022: {unit} đề nghị phối hợp xử lý {code}, hạn {due}.',
    email: '{unit} đề nghị đơn vị phối hợp xử lý {code}: {title}. Hạn: {due}.',
  },
  'coordination-ended': {
    subject: '[1022] Kết thúc phối hợp {code}',
    sms: '1022: đã kết thúc phối hợp xử lý {code}.',
    email: 'Việc phối hợp xử lý phản ánh {code} đã kết thúc; đơn vị không phải làm tiếp.',
  },
  'slip-withdrawn': {
    subject: '[1022] {code} đã được rút',
    sms: '1022: người dân đã rút {code}, phiếu chuyển kết thúc.',
    email: 'Người gửi đã rút phản ánh {code}: {title}. Phiếu chuyển kết thúc; đơn vị không phải làm tiếp.',
  },
  'due-recomputed': {
    subject: '[1022] {code} có hạn mới {due}',
    sms: '1022: {code} được tính lại hạn, hạn mới {due}.',
    email: 'Hạn xử lý phản ánh {code}: {title} được tính lại do đổi lịch làm việc. Hạn mới: {due}.',
  },
  'dues-recomputed': {
    subject: '[1022] {count} phiếu của {unit} có hạn mới',
    sms: '1022: {count} phiếu của {unit} được tính lại hạn: {codes}. Xem hạn mới trong phiếu.',
    email: '{count} phiếu {unit} đang xử lý được tính lại hạn do đổi lịch làm việc: {codes}.\nHạn mới có trong từng phiếu.',
  },
  urged: {
    subject: '[1022] Đôn đốc xử lý {code}',
    sms: '1022: {from} đôn đốc {code}: {text}',
    email: '{from} đôn đốc xử lý phản ánh {code}: {title}.\n{text}',
  },
  'desk-urged': {
    subject: '[1022] Đôn đốc tổng đài: {code}',
    sms: '1022: {from} đôn đốc {code} đang ở tổng đài: {text}',
    email: '{from} đôn đốc tổng đài về phản ánh {code}: {title}. Phiếu đang nằm ở bàn việc của tổng đài.\n{text}',
  },
  'nobody-there': {
    subject: '[1022] Không có ai ở {unit} nhận {code}',
    sms: '1022: {unit} không có ai nhận tin về {code}. Cần giao lại hoặc khai báo đầu mối.',
    email: 'Phản ánh {code}: {title} đang ở {unit}, nhưng đơn vị này không có ai nhận tin nhắn. Cần khai báo đầu mối cho đơn vị hoặc giao lại phiếu.',
  },
  'calendar-empty': {
    subject: '[1022] Lịch làm việc của {unit} không có giờ làm việc',
    sms: '1022: lịch của {unit} không có giờ làm việc, {code} không chuyển cấp được.',
    email: 'Lịch làm việc của {unit} không có giờ làm việc nào trong hơn một năm, nên phản ánh {code} không chuyển cấp được. Hãy sửa lịch.',
  },
}

/** The built-in text of a template for a channel. */
export function defaultText(template: MessageTemplate, channel: TextChannel): TemplateText {
  const { subject, sms, email } = texts[template]
  return channel === 'sms' ? { subject: '', text: sms } : { subject, text: email }
}
