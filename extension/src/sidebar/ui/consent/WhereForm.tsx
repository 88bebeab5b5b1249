/** Where they are, as they said: it decides whose clock and whose quiet hours count. */
import { useState } from 'preact/hooks';
import { t } from '../../../words';
import { useSaving } from '../../consent/forms';
import { sayWhere } from '../../consent/ledger';
import { useStates, zonesElsewhere, zoneWords } from '../../consent/states';
import { useDesk } from '../../desk';
import { clockTime } from '../../format/time';
import { named } from '../../target';
import type { State } from '../../wire';
import { Choices, Field } from './Field';
import { Form } from './Form';
import type { ScreenProps } from './Panel';

const ELSEWHERE = 'elsewhere';
const EITHER = '';

function Group({ name, states, chosen }: { name: string; states: State[]; chosen: string }) {
  return (
    <optgroup label={name}>
      {states.map(({ code, name: words }) => (
        <option key={code} value={code} selected={code === chosen}>
          {words}
        </option>
      ))}
    </optgroup>
  );
}

interface PartProps {
  state: State;
  zone: string;
  pick(zone: string): void;
  error: string | undefined;
}

/** Which part of a state that has several clocks. */
function Part({ state, zone, pick, error }: PartProps) {
  const { clock, locale } = useDesk();
  const now = clock.now();
  const parts = state.zones.map((one) => ({
    value: one.zone,
    words: t('sidebar.where.like', { place: one.place }),
    hint: t('sidebar.where.now', { time: clockTime(now, locale, one.zone) }),
  }));
  const either = {
    value: EITHER,
    words: t('sidebar.where.unsure'),
    hint: t('sidebar.where.unsure.hint'),
  };
  return (
    <Choices
      name={t('sidebar.where.part', { state: state.name })}
      group="part"
      chosen={zone}
      pick={pick}
      error={error}
      choices={[...parts, either]}
    />
  );
}

interface AbroadProps {
  zone: string;
  pick(zone: string): void;
  error: string | undefined;
}

function Abroad({ zone, pick, error }: AbroadProps) {
  const { clock, locale } = useDesk();
  return (
    <Field
      id="where-zone"
      name={t('sidebar.where.zone')}
      error={error}
      {...(zone === EITHER
        ? {}
        : { hint: t('sidebar.where.now', { time: clockTime(clock.now(), locale, zone) }) })}
    >
      {(ties) => (
        <select {...ties} value={zone} onChange={(event) => pick(event.currentTarget.value)}>
          <option value={EITHER}>{t('sidebar.where.choose')}</option>
          {zonesElsewhere().map((one) => (
            <option key={one} value={one} selected={one === zone}>
              {zoneWords(one)}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

export function WhereForm({ target, phone, done, leave }: ScreenProps) {
  const { api } = useDesk();
  const { list, again } = useStates();
  const [code, setCode] = useState('');
  const [zone, setZone] = useState<string>(EITHER);
  const [missing, setMissing] = useState(false);
  const saving = useSaving((where: { state: string | null; zone: string | null }) =>
    sayWhere(api, { phone, ...named(target), ...where }),
  );
  const { busy, trouble, errors } = saving;
  const state = list?.find((one) => one.code === code);
  const pick = (value: string): void => {
    setCode(value);
    setZone(EITHER);
    setMissing(false);
  };
  const submit = async (): Promise<void> => {
    const lacking = state === undefined && zone === EITHER;
    setMissing(lacking);
    if (lacking) return;
    const told = { state: state?.code ?? null, zone: zone === EITHER ? null : zone };
    if (await saving.send(told)) done(t('sidebar.where.done', { name: target.short }));
  };
  return (
    <Form does={t('sidebar.where.do')} {...{ busy, trouble, leave }} submit={() => void submit()}>
      <p class="quiet">{t('sidebar.where.about', { name: target.short })}</p>
      {list === undefined && <p class="quiet">{t('sidebar.loading')}</p>}
      {list === null && (
        <div class="trouble" role="alert">
          <p>{t('sidebar.where.not_had')}</p>
          <button type="button" onClick={again}>
            {t('sidebar.try_again')}
          </button>
        </div>
      )}
      {list && (
        <Field
          id="where-state"
          name={t('sidebar.where.state')}
          error={missing && code !== ELSEWHERE ? t('sidebar.where.missing') : errors.state}
        >
          {(ties) => (
            <select {...ties} value={code} onChange={(event) => pick(event.currentTarget.value)}>
              <option value="">{t('sidebar.where.choose')}</option>
              <Group
                name={t('sidebar.where.us')}
                states={list.filter(({ country }) => country === 'US')}
                chosen={code}
              />
              <Group
                name={t('sidebar.where.canada')}
                states={list.filter(({ country }) => country === 'CA')}
                chosen={code}
              />
              <option value={ELSEWHERE} selected={code === ELSEWHERE}>
                {t('sidebar.where.elsewhere')}
              </option>
            </select>
          )}
        </Field>
      )}
      {state !== undefined && state.zones.length > 1 && (
        <Part state={state} zone={zone} pick={setZone} error={errors.zone} />
      )}
      {code === ELSEWHERE && (
        <Abroad
          zone={zone}
          pick={setZone}
          error={missing ? t('sidebar.where.missing') : errors.zone}
        />
      )}
    </Form>
  );
}
