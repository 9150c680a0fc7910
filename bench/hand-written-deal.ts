type Property =
  | 'account_manager'
  | 'amount'
  | 'closed_lost_reason'
  | 'closed_won_reason'
  | 'closedate'
  | 'contract_link'
  | 'contract_signed_on'
  | 'deal_currency_code'
  | 'dealname'
  | 'dealstage'
  | 'dealtype'
  | 'description'
  | 'discount_rate'
  | 'erp_reference'
  | 'hs_analytics_source'
  | 'hs_closed_won_date'
  | 'hs_created_by_user_id'
  | 'hs_deal_stage_probability'
  | 'hs_is_closed'
  | 'hs_is_closed_lost'
  | 'hs_is_closed_won'
  | 'hs_object_source_user_id'
  | 'hs_primary_associated_company'
  | 'hs_priority'
  | 'hs_projected_amount'
  | 'hs_tag_ids'
  | 'hs_updated_by_user_id'
  | 'hs_v2_date_entered_current_stage'
  | 'html_summary'
  | 'hubspot_owner_id'
  | 'is_reseller'
  | 'kickoff_at'
  | 'lead_source'
  | 'margin_estimate'
  | 'needs_regions'
  | 'notes_last_contacted'
  | 'notes_last_updated'
  | 'num_notes'
  | 'pipeline'
  | 'plan_tier'
  | 'po_number'
  | 'risk_score'
  | 'scope_notes'
  | 'setup_fee'
  | 'support_phone';

export type Properties = Readonly<Record<Property, string | null>>;

export interface Link {
  readonly id: string;
  readonly type: string;
}

interface Links {
  readonly results: readonly Link[];
}

/** A deal of the emulated vendor, all of whose properties were asked for. */
export interface NativeDeal {
  readonly id: string;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly archivedAt?: string;
  readonly archived: boolean;
  readonly properties: Properties;
  readonly associations: { readonly contacts: Links; readonly companies: Links; readonly leads: Links };
}
