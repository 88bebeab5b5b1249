// Merge fields are filled once, from clean values, or stay visible; the backend runs the same vectors.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  parseTemplate,
  renderTemplate,
  templateFields,
} from '../../../src/sidebar/format/template';

interface Vector {
  name: string;
  body: string;
  values: Record<string, string | null>;
  fields: string[];
  text: string;
  missing: string[];
  used: string[];
}

const shared = join(import.meta.dirname, '../../../../shared_schemas/vectors');
const vectors: Vector[] = JSON.parse(readFileSync(join(shared, 'templates.json'), 'utf8'));

describe('the vectors both sides run', () => {
  it.each(vectors.map((vector) => [vector.name, vector] as const))('%s', (_name, vector) => {
    expect(templateFields(vector.body)).toEqual(vector.fields);
    expect(renderTemplate(vector.body, vector.values)).toEqual({
      text: vector.text,
      missing: vector.missing,
      used: vector.used,
    });
  });

  it.each(
    vectors.map(({ name, body }) => [name, body] as const),
  )('loses no character of: %s', (_name, body) => {
    const pieces = parseTemplate(body).map((part) =>
      typeof part === 'string' ? part : part.source,
    );
    expect(pieces.join('')).toBe(body);
  });
});

describe("a template's parts", () => {
  it('stand in order, with the names in lower case', () => {
    expect(parseTemplate('Hi {{ First_Name |there}}, {{company}}')).toEqual([
      'Hi ',
      {
        name: 'first_name',
        fallback: 'there',
        source: '{{ First_Name |there}}',
        key: 'first_name',
        required: false,
      },
      ', ',
      { name: 'company', fallback: null, source: '{{company}}', key: 'company', required: false },
    ]);
  });

  it('are not confused with what every object has', () => {
    expect(renderTemplate('{{constructor}}', {}).missing).toEqual(['constructor']);
  });
});
