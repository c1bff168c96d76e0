// Who is how good at what: operators down, skills across; a level is chosen by its number or its arrow keys.
import { useTranslation } from 'react-i18next'
import { skillLevels } from '../../../../src/contract/hotline.ts'
import { withLevel } from './draft.ts'
import type { HotlineDraft } from './useHotlineDraft.ts'

export function SkillMatrix({ draft }: { draft: HotlineDraft }) {
  const { t } = useTranslation()
  const { skills, agentSkills } = draft.content
  const { agents } = draft.base
  return (
    <section aria-labelledby="hotline-matrix-title">
      <h2 id="hotline-matrix-title">{t('hotline.matrix')}</h2>
      <p className="muted">{t('hotline.matrixText')}</p>
      {agents.length === 0 ? (
        <p className="muted">{t('hotline.noAgents')}</p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a table that scrolls must be reachable by keyboard
        <section className="table-scroll matrix-scroll" tabIndex={0} aria-labelledby="hotline-matrix-title">
          <table className="table skill-matrix" data-testid="skill-matrix">
            <thead>
              <tr>
                <th scope="col">{t('hotline.operator')}</th>
                {skills.map(({ code, name }) => (
                  <th key={code} scope="col">
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {agents.map(({ personId, name }) => (
                <tr key={personId}>
                  <th scope="row">{name}</th>
                  {skills.map((skill) => {
                    const level = agentSkills[personId]?.[skill.code] ?? null
                    return (
                      <td key={skill.code} data-level={level ?? 0}>
                        <select
                          value={level ?? 0}
                          aria-label={t('hotline.levelOf', { name, skill: skill.name })}
                          onChange={(event) => {
                            const chosen = skillLevels.find((one) => one === Number(event.target.value)) ?? null
                            draft.change((old) => withLevel(old, personId, skill.code, chosen))
                          }}
                        >
                          <option value={0}>{t('hotline.level.0')}</option>
                          {skillLevels.map((one) => (
                            <option key={one} value={one}>
                              {t(`hotline.level.${one}`)}
                            </option>
                          ))}
                        </select>
                      </td>
                    )
                  })}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </section>
  )
}
