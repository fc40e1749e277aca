/**
 * Scotland's bank holidays from Monday to Friday, substitute days included, 2024 to 2040; after that, until it is made
 * again, only weekends close. Councils differ: see `calendar`. Made by local/generate/bank-holidays.ts.
 */
export const bankHolidays: readonly string[] = [
  '2024-01-01', // New Year's Day
  '2024-01-02', // January 2nd
  '2024-03-29', // Good Friday
  '2024-05-06', // Early May bank holiday
  '2024-05-27', // Spring bank holiday
  '2024-08-05', // Summer bank holiday
  '2024-12-02', // St Andrew's Day (substitute day)
  '2024-12-25', // Christmas Day
  '2024-12-26', // Boxing Day
  '2025-01-01', // New Year's Day
  '2025-01-02', // January 2nd
  '2025-04-18', // Good Friday
  '2025-05-05', // Early May bank holiday
  '2025-05-26', // Spring bank holiday
  '2025-08-04', // Summer bank holiday
  '2025-12-01', // St Andrew's Day (substitute day)
  '2025-12-25', // Christmas Day
  '2025-12-26', // Boxing Day
  '2026-01-01', // New Year's Day
  '2026-01-02', // January 2nd
  '2026-04-03', // Good Friday
  '2026-05-04', // Early May bank holiday
  '2026-05-25', // Spring bank holiday
  '2026-06-15', // World Cup bank holiday
  '2026-08-03', // Summer bank holiday
  '2026-11-30', // St Andrew's Day
  '2026-12-25', // Christmas Day
  '2026-12-28', // Boxing Day (substitute day)
  '2027-01-01', // New Year's Day
  '2027-01-04', // January 2nd (substitute day)
  '2027-03-26', // Good Friday
  '2027-05-03', // Early May bank holiday
  '2027-05-31', // Spring bank holiday
  '2027-08-02', // Summer bank holiday
  '2027-11-30', // St Andrew's Day
  '2027-12-27', // Christmas Day (substitute day)
  '2027-12-28', // Boxing Day (substitute day)
  '2028-01-03', // January 2nd (substitute day)
  '2028-01-04', // New Year's Day (substitute day)
  '2028-04-14', // Good Friday
  '2028-05-01', // Early May bank holiday
  '2028-05-29', // Spring bank holiday
  '2028-08-07', // Summer bank holiday
  '2028-11-30', // St Andrew's Day
  '2028-12-25', // Christmas Day
  '2028-12-26', // Boxing Day
  '2029-01-01', // New Year's Day
  '2029-01-02', // January 2nd
  '2029-03-30', // Good Friday
  '2029-05-07', // Early May bank holiday
  '2029-05-28', // Spring bank holiday
  '2029-08-06', // Summer bank holiday
  '2029-11-30', // St Andrew's Day
  '2029-12-25', // Christmas Day
  '2029-12-26', // Boxing Day
  '2030-01-01', // New Year's Day
  '2030-01-02', // January 2nd
  '2030-04-19', // Good Friday
  '2030-05-06', // Early May bank holiday
  '2030-05-27', // Spring bank holiday
  '2030-08-05', // Summer bank holiday
  '2030-12-02', // St Andrew's Day (substitute day)
  '2030-12-25', // Christmas Day
  '2030-12-26', // Boxing Day
  '2031-01-01', // New Year's Day
  '2031-01-02', // January 2nd
  '2031-04-11', // Good Friday
  '2031-05-05', // Early May bank holiday
  '2031-05-26', // Spring bank holiday
  '2031-08-04', // Summer bank holiday
  '2031-12-01', // St Andrew's Day (substitute day)
  '2031-12-25', // Christmas Day
  '2031-12-26', // Boxing Day
  '2032-01-01', // New Year's Day
  '2032-01-02', // January 2nd
  '2032-03-26', // Good Friday
  '2032-05-03', // Early May bank holiday
  '2032-05-31', // Spring bank holiday
  '2032-08-02', // Summer bank holiday
  '2032-11-30', // St Andrew's Day
  '2032-12-27', // Christmas Day (substitute day)
  '2032-12-28', // Boxing Day (substitute day)
  '2033-01-03', // January 2nd (substitute day)
  '2033-01-04', // New Year's Day (substitute day)
  '2033-04-15', // Good Friday
  '2033-05-02', // Early May bank holiday
  '2033-05-30', // Spring bank holiday
  '2033-08-01', // Summer bank holiday
  '2033-11-30', // St Andrew's Day
  '2033-12-26', // Boxing Day
  '2033-12-27', // Christmas Day (substitute day)
  '2034-01-02', // January 2nd
  '2034-01-03', // New Year's Day (substitute day)
  '2034-04-07', // Good Friday
  '2034-05-01', // Early May bank holiday
  '2034-05-29', // Spring bank holiday
  '2034-08-07', // Summer bank holiday
  '2034-11-30', // St Andrew's Day
  '2034-12-25', // Christmas Day
  '2034-12-26', // Boxing Day
  '2035-01-01', // New Year's Day
  '2035-01-02', // January 2nd
  '2035-03-23', // Good Friday
  '2035-05-07', // Early May bank holiday
  '2035-05-28', // Spring bank holiday
  '2035-08-06', // Summer bank holiday
  '2035-11-30', // St Andrew's Day
  '2035-12-25', // Christmas Day
  '2035-12-26', // Boxing Day
  '2036-01-01', // New Year's Day
  '2036-01-02', // January 2nd
  '2036-04-11', // Good Friday
  '2036-05-05', // Early May bank holiday
  '2036-05-26', // Spring bank holiday
  '2036-08-04', // Summer bank holiday
  '2036-12-01', // St Andrew's Day (substitute day)
  '2036-12-25', // Christmas Day
  '2036-12-26', // Boxing Day
  '2037-01-01', // New Year's Day
  '2037-01-02', // January 2nd
  '2037-04-03', // Good Friday
  '2037-05-04', // Early May bank holiday
  '2037-05-25', // Spring bank holiday
  '2037-08-03', // Summer bank holiday
  '2037-11-30', // St Andrew's Day
  '2037-12-25', // Christmas Day
  '2037-12-28', // Boxing Day (substitute day)
  '2038-01-01', // New Year's Day
  '2038-01-04', // January 2nd (substitute day)
  '2038-04-23', // Good Friday
  '2038-05-03', // Early May bank holiday
  '2038-05-31', // Spring bank holiday
  '2038-08-02', // Summer bank holiday
  '2038-11-30', // St Andrew's Day
  '2038-12-27', // Christmas Day (substitute day)
  '2038-12-28', // Boxing Day (substitute day)
  '2039-01-03', // January 2nd (substitute day)
  '2039-01-04', // New Year's Day (substitute day)
  '2039-04-08', // Good Friday
  '2039-05-02', // Early May bank holiday
  '2039-05-30', // Spring bank holiday
  '2039-08-01', // Summer bank holiday
  '2039-11-30', // St Andrew's Day
  '2039-12-26', // Boxing Day
  '2039-12-27', // Christmas Day (substitute day)
  '2040-01-02', // January 2nd
  '2040-01-03', // New Year's Day (substitute day)
  '2040-03-30', // Good Friday
  '2040-05-07', // Early May bank holiday
  '2040-05-28', // Spring bank holiday
  '2040-08-06', // Summer bank holiday
  '2040-11-30', // St Andrew's Day
  '2040-12-25', // Christmas Day
  '2040-12-26', // Boxing Day
];
