import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { count } from './format.js';

/** What the shop's page about the programme tells; the benefits themselves come from the loyalty backend. */
export interface Programme {
  name: string;
  basis: string;
  tiers: { name: string; note: string; opens: readonly string[] }[];
}

/** Reads the tiers from `programme.yaml`. */
export async function loadProgramme(contentDir: string): Promise<Programme> {
  const data = parse(await readFile(join(contentDir, 'programme.yaml'), 'utf8')) as any;
  const titles = new Map<string, string>((data.benefits as any[]).map(({ id, title }) => [id, title]));
  return {
    name: data.programme.name,
    basis: data.programme.basis,
    tiers: (data.tiers as any[]).map((tier) => ({
      name: tier.name,
      note: tier.criteria.length > 0 ? needs(tier) : tier.note,
      opens: (tier.unlocks as string[]).map((id) => titles.get(id)).filter((title) => title !== undefined),
    })),
  };
}

function needs({
  need,
  criteria,
}: {
  need: string;
  criteria: { name: string; target: string; unit?: string }[];
}): string {
  const [some, all] = need.split(' of ');
  const rows = criteria.map(({ name, target, unit }) => {
    const value = count(String(target));
    return `${name} ab ${unit === 'EUR' ? `${value}\u00a0€` : unit === 'percent' ? `${value}\u00a0%` : value}`;
  });
  return `${some} von ${all} Kriterien: ${rows.join(', ')}`;
}
