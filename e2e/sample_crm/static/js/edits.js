/** Text typed into a form and not saved yet. It waits here, per record, until Save or Cancel. */

const unsaved = new Map();
const keyOf = (type, id) => `${type}/${id}`;

export const isEditing = (type, id) => unsaved.has(keyOf(type, id));
export const typed = (type, id) => unsaved.get(keyOf(type, id)) ?? {};
export const editing = () => [...unsaved.keys()];

export function beginEdit(type, id) {
  if (!isEditing(type, id)) unsaved.set(keyOf(type, id), {});
}

export function type(recordType, id, field, value) {
  unsaved.get(keyOf(recordType, id))[field] = value;
}

/** Ends the edit and gives back what was typed. */
export function endEdit(recordType, id) {
  const fields = typed(recordType, id);
  unsaved.delete(keyOf(recordType, id));
  return fields;
}
