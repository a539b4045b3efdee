import type { Context } from 'hono';
import type { Capabilities, Session } from '@tauwerk/core';
import { programmeOf, type Buyer } from './buyer.js';
import type { Content } from './content/store.js';
import { readBuyer, type Backend } from './context.js';
import { sendRead } from './http.js';

const SIZES = [
  [10, '1-9'],
  [50, '10-49'],
  [250, '50-249'],
] as const;

/** What a firm can be addressed by: trade, size, participation, tier. */
function segmentsOf({ actor, audience, sees, tierId }: Buyer): string[] {
  if (!actor) return [];
  const { company, person } = actor;
  const size = SIZES.find(([below]) => company.employees < below)?.[1] ?? '250+';
  const segments = [
    `trade:${company.trade}`,
    `size:${size}`,
    `participation:${audience === 'member' ? 'enrolled' : audience}`,
  ];
  if (audience === 'member' && sees('tier_company')) segments.push(`tier:${tierId}`);
  if (person.newcomer) segments.push('newcomer');
  return segments;
}

function sessionOf(buyer: Buyer, content: Content, subject: string): Session {
  const { actor, audience, sees, tierId, language, texts } = buyer;
  const { company, person, roleId } = actor!;
  const centres = person.cost_centres ?? company.cost_centres.map(({ code }) => code);
  return {
    guest: false,
    subject,
    account: { id: company.id, name: company.name, customerNumber: company.customer_number },
    person: { id: person.id, displayName: person.display_name, role: roleId },
    roles: [roleId],
    costCentre: centres.length === 1 ? centres[0] : undefined,
    site: undefined,
    tierId: audience === 'member' && sees('tier_company') ? tierId : undefined,
    segments: segmentsOf(buyer),
    locale: language,
    currency: texts.programme.currency,
    priceDisplay: 'net',
    timeZone: content.branches.get(person.preferred_branch ?? company.home_branch)?.time_zone,
    contactId: company.contact,
  };
}

/** `GET /v1/session`: who is signed in, for whom, in which role; or the programme that guests can join. */
export const getSession = (backend: Backend) => async (c: Context) => {
  const { buyer, content, caller } = await readBuyer(backend, c);
  const answer: Session = caller.guest
    ? { guest: true, programme: programmeOf(buyer, content) }
    : sessionOf(buyer, content, caller.subject);
  return sendRead(c, answer, buyer.language);
};

const CAPABILITIES: Capabilities = { version: '1', capabilities: ['session', 'benefits', 'quote'] };

/** `GET /v1/capabilities`: which parts of the contract this backend has. */
export const getCapabilities = () => (c: Context) => sendRead(c, CAPABILITIES);
