/** Fields that are parts of a Page's own profile. */
const FIELDS: ReadonlySet<string> = new Set(
  `about affiliation app_id artists_we_like attire awards band_interests band_members bio birthday booking_agent
  built category category_list checkins company_overview contact_address cover culinary_team current_location
  description directed_by display_subtext emails email features food_styles founded general_info general_manager
  genre global_brand_page_name hometown hours impressum influences is_always_open is_permanently_closed
  is_published is_unclaimed is_verified link location members mission mpg name name_with_location_descriptor
  network new_like_count page_about_story page_change_proposal page_upcoming_change parking parent_page
  payment_options personal_info personal_interests pharma_safety_info phone picture place_type plot_outline
  press_contact price_range produced_by products public_transit record_label release_date restaurant_services
  restaurant_specialties schedule screenplay_by season single_line_address starring start_info store_number
  studio username verification_status website were_here_count whatsapp_number written_by`.split(/\s+/),
)

export function isProfileField(field: string): boolean {
  return FIELDS.has(field)
}
