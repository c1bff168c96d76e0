// The words of the history: fields by their names on the screens, values as people read them on that day, for a history
// is a document (Đ9). Pure.
import type { TicketForm } from '../contract/tickets.ts'
import type { FormField } from './form-fields.ts'
import { localDateTime } from './local-day.ts'

/** Names behind the ids of categories and units; an unknown id is written as it is. */
export type Names = ReadonlyMap<string, string>

const fieldNames: Record<FormField | 'dueAt' | 'result', string> = {
  result: 'Kết quả xử lý',
  dueAt: 'Hạn xử lý',
  kind: 'Loại yêu cầu',
  channel: 'Hình thức tiếp nhận',
  reporterPhone: 'Số điện thoại',
  reporterName: 'Người gửi',
  reporterKind: 'Đối tượng',
  reporterIdNumber: 'CMND/CCCD',
  reporterAddress: 'Địa chỉ',
  reporterEmail: 'E-mail',
  title: 'Tiêu đề',
  categoryId: 'Chuyên mục',
  occurredAt: 'Thời gian xảy ra',
  place: 'Địa điểm phản ánh',
  latitude: 'Vĩ độ',
  longitude: 'Kinh độ',
  reportedUnitId: 'Đơn vị bị phản ánh',
  content: 'Nội dung',
  identityHidden: 'Ẩn danh tính',
  contentConfidential: 'Giữ kín nội dung',
  stateSecret: 'Bí mật nhà nước',
  bcci: 'Đăng ký BCCI',
}

/** The field's name on the screens; a name that is none of the form's stands for itself. */
export function fieldName(field: string): string {
  return Object.hasOwn(fieldNames, field) ? fieldNames[field as keyof typeof fieldNames] : field
}

const kindWords: Record<TicketForm['kind'], string> = {
  petition: 'Phản ánh, kiến nghị',
  question: 'Hỏi đáp',
  bcci: 'Đăng ký BCCI',
}
const channelWords: Record<TicketForm['channel'], string> = {
  hotline: 'Tổng đài (0269) 1022',
  web: 'Cổng 1022.gialai.gov.vn',
  email: 'Hộp thư 1022',
  zalo: 'Zalo 1022 Gia Lai',
  facebook: 'Facebook 1022 Gia Lai',
  'mobile-app': 'Ứng dụng di động',
  'walk-in': 'Tiếp nhận trực tiếp',
  other: 'Kênh khác',
}
const reporterWords: Record<TicketForm['reporterKind'], string> = { person: 'Cá nhân', organisation: 'Tổ chức' }
const directionWords = { collect: 'Thu gom hồ sơ', return: 'Trả kết quả', both: 'Thu gom hồ sơ và trả kết quả' } as const

/** The words for one field of a form; null for an empty one. */
export function fieldWords(form: TicketForm, field: FormField, names: Names): string | null {
  switch (field) {
    case 'kind':
      return kindWords[form.kind]
    case 'channel':
      return channelWords[form.channel]
    case 'reporterKind':
      return reporterWords[form.reporterKind]
    case 'categoryId':
    case 'reportedUnitId': {
      const id = form[field]
      return id === null ? null : (names.get(id) ?? id)
    }
    case 'occurredAt':
      return form.occurredAt === null ? null : localDateTime(new Date(form.occurredAt))
    case 'latitude':
    case 'longitude':
      return form[field] === null ? null : String(form[field])
    case 'identityHidden':
    case 'contentConfidential':
    case 'stateSecret':
      return form[field] ? 'Có' : 'Không'
    case 'bcci':
      return bcciWords(form.bcci)
    default:
      return form[field] === '' ? null : form[field]
  }
}

function bcciWords(bcci: TicketForm['bcci']): string | null {
  if (bcci === null) return null
  const parts = [
    bcci.direction === null ? '' : directionWords[bcci.direction],
    bcci.procedure && `Thủ tục: ${bcci.procedure}`,
    bcci.agency && `Cơ quan: ${bcci.agency}`,
    bcci.pickupAddress && `Nơi lấy: ${bcci.pickupAddress}`,
    bcci.preferredTime && `Thời gian: ${bcci.preferredTime}`,
  ]
  return parts.filter((part) => part !== '').join('; ') || null
}
