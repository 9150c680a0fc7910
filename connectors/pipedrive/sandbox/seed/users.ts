import { userAt, type JsonObject } from '../../../../src/sandbox-kit/index.ts';
import { userId } from './account-ids.ts';
import type { Account } from '../account.ts';
import { companyCurrency, companyDomain, companyId, companyName } from '../facts.ts';
import { oldTime } from '../wire-times.ts';

/** A user as API v1 shows them; the one at 0 owns the credentials. */
export function userRow({ world, settings }: Account, index: number): JsonObject {
  const { firstName, lastName, email, active } = userAt(world.draws, index);
  return {
    id: userId(index),
    name: `${firstName} ${lastName}`,
    default_currency: companyCurrency,
    timezone_name: settings.timeZone,
    timezone_offset: '+02:00',
    locale: 'et_EE',
    email,
    phone: null,
    created: oldTime(world.startMs - (1200 - index) * 86_400_000),
    modified: oldTime(world.startMs - (20 + index) * 86_400_000),
    lang: 1,
    active_flag: active,
    is_admin: index === 0 ? 1 : 0,
    last_login: oldTime(world.startMs - (1 + index) * 3_600_000),
    signup_flow_variation: '',
    role_id: 1,
    has_created_company: index === 0,
    icon_url: null,
    is_you: index === 0,
    is_deleted: !active && index % 2 === 1,
    access: [{ app: 'sales', admin: index === 0, permission_set_id: '62cc4d7f-4038-4352-abf3-a8c1c822b631' }],
    activated: true,
  };
}

/** Who the token belongs to, and the company it opens. */
export function currentUser(account: Account): JsonObject {
  return {
    ...userRow(account, 0),
    company_id: companyId,
    company_name: companyName,
    company_domain: companyDomain,
    company_country: 'EE',
    company_industry: 'Wholesale',
    language: { language_code: 'en', country_code: 'US' },
  };
}
