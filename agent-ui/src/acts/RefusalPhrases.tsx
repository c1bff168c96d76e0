// Ready words for what the service cannot take (Đ17.1): complaints, legal advice, what is out of its scope.
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import type { ActValues } from './act-body.ts'

/** They go to the citizen, so they are Vietnamese in either language of the screen. */
const phrases = {
  complaint: {
    reason: 'Nội dung là khiếu nại, tố cáo, không thuộc phạm vi tiếp nhận của Tổng đài 1022',
    guidance: 'Gửi đơn khiếu nại, tố cáo đến cơ quan có thẩm quyền hoặc Ban Tiếp công dân tỉnh theo Luật Khiếu nại, Luật Tố cáo.',
  },
  legal: {
    reason: 'Yêu cầu tư vấn pháp luật không thuộc phạm vi tiếp nhận của Tổng đài 1022',
    guidance: 'Liên hệ Trung tâm Trợ giúp pháp lý nhà nước tỉnh hoặc một tổ chức hành nghề luật sư.',
  },
  scope: {
    reason: 'Nội dung không thuộc phạm vi tiếp nhận của Tổng đài 1022',
    guidance: 'Liên hệ trực tiếp cơ quan phụ trách lĩnh vực này để được giải quyết.',
  },
} as const

export function RefusalPhrases({ onPick }: { onPick: (part: ActValues) => void }) {
  const { t } = useTranslation()
  return (
    <p className="refusal-phrases">
      {(Object.keys(phrases) as (keyof typeof phrases)[]).map((name) => (
        <Button key={name} size="small" onClick={() => onPick(phrases[name])}>
          {t(`acts.phrase-${name}`)}
        </Button>
      ))}
    </p>
  )
}
