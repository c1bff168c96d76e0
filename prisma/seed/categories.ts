// Chuyên mục: the content groups of the regulation (Đ6), two levels.
import type { Database } from '../../src/platform/database/client.ts'

interface Group {
  code: string
  name: string
  children: readonly (readonly [code: string, name: string])[]
}

export const groups: readonly Group[] = [
  {
    code: 'regulations',
    name: 'Quy định hành chính',
    children: [
      ['regulations-content', 'Nội dung quy định'],
      ['regulations-conflict', 'Quy định chồng chéo, không phù hợp'],
    ],
  },
  {
    code: 'procedures',
    name: 'Thủ tục hành chính',
    children: [
      ['procedures-guide', 'Hướng dẫn hồ sơ, thời hạn, lệ phí'],
      ['procedures-online', 'Hỗ trợ dịch vụ công trực tuyến'],
      ['procedures-status', 'Tra cứu tình trạng hồ sơ'],
      ['procedures-feedback', 'Phản ánh việc giải quyết thủ tục'],
    ],
  },
  {
    code: 'bcci',
    name: 'Thu gom, trả hồ sơ tại nhà (BCCI)',
    children: [
      ['bcci-collect', 'Đăng ký thu gom hồ sơ'],
      ['bcci-return', 'Đăng ký trả kết quả'],
    ],
  },
  {
    code: 'social',
    name: 'Kinh tế - xã hội, dịch vụ công',
    children: [
      ['social-admissions', 'Tuyển sinh, giáo dục'],
      ['social-health', 'Y tế, dịch bệnh'],
      ['social-insurance', 'Bảo hiểm, an sinh xã hội'],
      ['social-food', 'An toàn thực phẩm'],
      ['social-environment', 'Môi trường'],
      ['social-construction', 'Xây dựng'],
      ['social-disaster', 'Thiên tai, cứu nạn'],
    ],
  },
  {
    code: 'utilities',
    name: 'Dịch vụ tiện ích',
    children: [
      ['utilities-transport', 'Vận tải hành khách'],
      ['utilities-freight', 'Vận tải hàng hóa'],
      ['utilities-power', 'Cung cấp điện'],
      ['utilities-water', 'Cấp nước'],
      ['utilities-waste', 'Rác thải'],
    ],
  },
  {
    code: 'order',
    name: 'An ninh trật tự',
    children: [
      ['order-noise', 'Gây ồn, mất trật tự'],
      ['order-traffic', 'Trật tự giao thông, đô thị'],
      ['order-crime', 'Tệ nạn, tội phạm'],
    ],
  },
  {
    code: 'infrastructure',
    name: 'Sự cố hạ tầng',
    children: [
      ['infrastructure-road', 'Đường sá, cầu cống'],
      ['infrastructure-drainage', 'Thoát nước'],
      ['infrastructure-water', 'Cấp nước'],
      ['infrastructure-tree', 'Cây xanh'],
      ['infrastructure-light', 'Chiếu sáng công cộng'],
      ['infrastructure-power', 'Điện'],
      ['infrastructure-telecom', 'Viễn thông'],
    ],
  },
  {
    code: 'violations',
    name: 'Vi phạm cần xử lý',
    children: [
      ['violations-smuggling', 'Buôn lậu, hàng giả'],
      ['violations-agriculture', 'Vật tư nông nghiệp'],
      ['violations-construction', 'Vi phạm xây dựng'],
      ['violations-land', 'Vi phạm đất đai'],
    ],
  },
  {
    code: 'investment',
    name: 'Đầu tư, du lịch, sự kiện',
    children: [
      ['investment-policy', 'Chính sách đầu tư'],
      ['investment-zone', 'Khu, cụm công nghiệp'],
      ['investment-tourism', 'Du lịch'],
      ['investment-event', 'Sự kiện'],
    ],
  },
  { code: 'other', name: 'Lĩnh vực khác', children: [['other-general', 'Nội dung khác']] },
]

/** Adds the categories that are missing; names changed by the administrator stay. */
export async function seedCategories(db: Database): Promise<void> {
  for (const [position, group] of groups.entries()) {
    const parent = await db.category.upsert({ where: { code: group.code }, create: { code: group.code, name: group.name, position }, update: {} })
    await db.category.createMany({
      skipDuplicates: true,
      data: group.children.map(([code, name], place) => ({ code, name, parentId: parent.id, position: place })),
    })
  }
}
