import type { Parts, SampleMaker } from '../meta/sample-parts.ts'
import { account, PHONE } from './sample-parts.ts'

const template = (parts: Parts) => ({
  message_template_id: Number(parts.objectId()),
  message_template_name: 'order_sent',
  message_template_language: 'en_US',
})

const update = (event: string, members: (parts: Parts) => object = () => ({})): SampleMaker =>
  account('account_update', (parts) => ({ event, ...members(parts) }))

/** Samples of what is about the account and its templates. */
export const ACCOUNT_SAMPLES: Readonly<Record<string, SampleMaker>> = {
  message_template_status_update: account('message_template_status_update', (parts) => ({
    event: 'APPROVED',
    ...template(parts),
    reason: 'NONE',
    message_template_category: 'UTILITY',
  })),
  'template-rejected': account('message_template_status_update', (parts) => ({
    event: 'REJECTED',
    ...template(parts),
    reason: 'INVALID_FORMAT',
    rejection_info: { reason: 'Two parameters stand next to each other.', recommendation: 'Put words between them.' },
  })),
  message_template_quality_update: account('message_template_quality_update', (parts) => ({
    previous_quality_score: 'GREEN',
    new_quality_score: 'YELLOW',
    ...template(parts),
  })),
  message_template_components_update: account('message_template_components_update', (parts) => ({
    ...template(parts),
    message_template_element: 'Your order {{1}} is on its way.',
  })),
  template_category_update: account('template_category_update', (parts) => ({
    ...template(parts),
    previous_category: 'UTILITY',
    new_category: 'MARKETING',
  })),
  account_update: update('ACCOUNT_RESTRICTION', () => ({
    restriction_info: [{ restriction_type: 'RESTRICTED_BIZ_INITIATED_MESSAGING', expiration: 1_900_000_000 }],
  })),
  'account-violation': update('ACCOUNT_VIOLATION', () => ({
    violation_info: { violation_type: 'SPAM' },
  })),
  'account-disabled': update('DISABLED_UPDATE', () => ({
    ban_info: { waba_ban_state: 'SCHEDULE_FOR_DISABLE', waba_ban_date: 'January 31, 2027' },
  })),
  'account-deleted': update('ACCOUNT_DELETED'),
  'partner-removed': update('PARTNER_REMOVED', (parts) => ({
    waba_info: { waba_id: parts.account, owner_business_id: parts.objectId() },
  })),
  account_review_update: account('account_review_update', () => ({
    decision: 'APPROVED',
  })),
  account_alerts: account('account_alerts', (parts) => ({
    entity_type: 'BUSINESS',
    entity_id: parts.objectId(),
    alert_info: {
      alert_severity: 'WARNING',
      alert_status: 'ACTIVE',
      alert_type: 'INCREASED_CAPABILITIES_ELIGIBILITY_DEFERRED',
      alert_description: 'The limit cannot be raised yet.',
    },
  })),
  account_settings_update: account('account_settings_update', (parts) => ({
    messaging_product: 'whatsapp',
    type: 'phone_number_settings',
    phone_number_settings: { phone_number_id: parts.account, calling: { status: 'ENABLED' } },
  })),
  business_capability_update: account('business_capability_update', () => ({
    max_daily_conversations_per_business: 2000,
    max_phone_numbers_per_waba: 25,
  })),
  business_username_update: account('business_username_update', () => ({
    display_phone_number: PHONE,
    username: 'yourbrand',
    status: 'approved',
  })),
  phone_number_name_update: account('phone_number_name_update', () => ({
    display_phone_number: PHONE,
    decision: 'APPROVED',
    requested_verified_name: 'Your Brand',
    rejection_reason: null,
  })),
  phone_number_quality_update: account('phone_number_quality_update', () => ({
    display_phone_number: PHONE,
    event: 'UPGRADE',
    old_limit: 'TIER_1K',
    current_limit: 'TIER_10K',
  })),
  security: account('security', (parts) => ({
    display_phone_number: PHONE,
    event: 'PIN_RESET_REQUEST',
    requester: parts.objectId(),
  })),
  payment_configuration_update: account('payment_configuration_update', () => ({
    configuration_name: 'main',
    provider_name: 'razorpay',
    provider_mid: 'acc_example',
    status: 'Needs Testing',
  })),
  flows: account('flows', (parts) => ({
    event: 'FLOW_STATUS_CHANGE',
    message: 'The form went from DRAFT to PUBLISHED.',
    flow_id: parts.objectId(),
    old_status: 'DRAFT',
    new_status: 'PUBLISHED',
  })),
  partner_solutions: account('partner_solutions', (parts) => ({
    event: 'SOLUTION_CREATED',
    solution_id: parts.objectId(),
    solution_status: 'INITIATED',
  })),
  unknown: account('field_of_tomorrow', (parts) => ({ id: parts.objectId() })),
}
