/**
 * What can be written of an opportunity, and `monetary_unit`, of which no page says so:
 * https://developer.copper.com/opportunities/create-a-new-opportunity.html (2026-11-26).
 */
const attributes: ReadonlySet<string> = new Set([
  'name',
  'primary_contact_id',
  'assignee_id',
  'close_date',
  'company_id',
  'company_name',
  'customer_source_id',
  'details',
  'loss_reason_id',
  'monetary_unit',
  'monetary_value',
  'pipeline_id',
  'pipeline_stage_id',
  'priority',
  'status',
  'tags',
  'win_probability',
  'custom_fields',
]);

/** The attribute that is meant by `company_id`, or by `company` where the record behind it is: undefined for other names. */
export function attributeNamed(name: string): string | undefined {
  return [name, `${name}_id`].find((one) => attributes.has(one));
}
