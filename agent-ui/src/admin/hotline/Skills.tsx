// Kỹ năng: what operators are good at, who at what, and how the circle of those rung widens with a caller's waiting.
import { Button, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Field } from '../../kit/Field.tsx'
import { codeFor, withoutSkill } from './draft.ts'
import { Rings } from './Rings.tsx'
import { SkillMatrix } from './SkillMatrix.tsx'
import type { HotlineDraft } from './useHotlineDraft.ts'

export function Skills({ draft }: { draft: HotlineDraft }) {
  const { t } = useTranslation()
  const { skills } = draft.content
  const [name, setName] = useState('')
  const add = () => {
    if (!name.trim()) return
    draft.change((old) => ({
      ...old,
      skills: [
        ...old.skills,
        {
          code: codeFor(
            name,
            old.skills.map(({ code }) => code),
          ),
          name: name.trim(),
        },
      ],
    }))
    setName('')
  }
  return (
    <div className="hotline-form hotline-wide">
      <section aria-labelledby="hotline-skills-title">
        <h2 id="hotline-skills-title">{t('hotline.skills')}</h2>
        <p className="muted">{t('hotline.skillsText')}</p>
        {skills.length > 0 && (
          <ul className="skill-list">
            {skills.map((skill, at) => (
              <li key={skill.code}>
                <Field
                  id={`skill-${skill.code}`}
                  label={t('hotline.skillName', { code: skill.code })}
                  error={draft.errorAt(`skills.${at}`, true)}
                  help={draft.warningAt(`skills.${at}`)}
                >
                  {(tied) => (
                    <Input
                      {...tied}
                      value={skill.name}
                      maxLength={60}
                      onChange={(event) =>
                        draft.change((old) => ({ ...old, skills: old.skills.map((one, i) => (i === at ? { ...one, name: event.target.value } : one)) }))
                      }
                    />
                  )}
                </Field>
                <Button onClick={() => draft.change((old) => withoutSkill(old, at))} aria-label={t('hotline.removeSkill', { name: skill.name })}>
                  {t('hotline.remove')}
                </Button>
              </li>
            ))}
          </ul>
        )}
        <form
          className="skill-add"
          onSubmit={(event) => {
            event.preventDefault()
            add()
          }}
        >
          <Field id="skill-new" label={t('hotline.newSkill')}>
            {(tied) => (
              <Input
                {...tied}
                value={name}
                maxLength={60}
                placeholder={t('hotline.skillExample')}
                onChange={(event) => setName(event.target.value)}
                data-testid="skill-new"
              />
            )}
          </Field>
          <Button htmlType="submit" disabled={!name.trim()} data-testid="skill-add">
            {t('hotline.addSkill')}
          </Button>
        </form>
      </section>
      {skills.length > 0 && <SkillMatrix draft={draft} />}
      <Rings draft={draft} />
    </div>
  )
}
