import { describe, expect, it } from 'vitest';
import { filledIn, spoken, toFields } from '../../../src/sidebar/templates/fields';

const VALUES = {
  first_name: 'Anna',
  name: 'Anna Fernández',
  company: 'Alpine Dental',
  'rep.first_name': 'Jon',
  'workspace.name': 'Northside',
};

describe('a text as wording for others', () => {
  it.each([
    ['Hi Anna, see you.', 'Hi {{first_name|there}}, see you.'],
    ['Dear ANNA FERNÁNDEZ,', 'Dear {{name}},'],
    ['Anna, Jon of Northside', '{{first_name|there}}, {{rep.first_name}} of {{workspace.name}}'],
    ['At Alpine Dental. Anna’s?', 'At {{company}}. {{first_name|there}}’s?'],
    ['Annapolis and Jonathan', 'Annapolis and Jonathan'],
    ['Nobody is named', 'Nobody is named'],
  ])('%s', (text, wording) => {
    expect(toFields(text, VALUES)).toBe(wording);
  });

  it('leaves short values and signs where they are: they stand there by chance', () => {
    expect(toFields('A + B (x)', { first_name: 'A', company: '(', note: '' })).toBe('A + B (x)');
  });

  it('takes values for text, whatever they mean to patterns', () => {
    expect(toFields('Hi A.B+C!', { company: 'A.B+C' })).toBe('Hi {{company}}!');
    expect(toFields('Hi AxB+C!', { company: 'A.B+C' })).toBe('Hi AxB+C!');
  });

  it('is the same for one value in two fields', () => {
    expect(toFields('Hi Jon', { first_name: 'Jon', 'rep.first_name': 'Jon' })).toBe(
      'Hi {{first_name|there}}',
    );
  });
});

describe('what a template lacks', () => {
  it('is filled in wherever it stands, and is text', () => {
    expect(filledIn('On {{date}} or {{ date }} at {{time}}', 'date', ' {{x}} ')).toBe(
      'On {{x}} or {{x}} at {{time}}',
    );
  });

  it('is called by its name', () => {
    expect(spoken('visit.start_date')).toBe('Visit start date');
  });
});
