/** A market the invented company sells in. */
export interface Market {
  readonly country: string;
  readonly countryCode: string;
  readonly currency: string;
  readonly domain: string;
  readonly firstNames: readonly [string, ...string[]];
  readonly lastNames: readonly [string, ...string[]];
  readonly companyStems: readonly [string, ...string[]];
  readonly companyForms: readonly [string, ...string[]];
  readonly cities: readonly [string, ...string[]];
}

/** Markets, the largest first; every name in them is invented or as common as a name can be. */
export const markets: readonly [Market, ...Market[]] = [
  {
    country: 'United States',
    countryCode: 'US',
    currency: 'USD',
    domain: 'com',
    firstNames: ['Alice', 'Brian', 'Carmen', 'Darnell', 'Erin', 'Frank', 'Grace', 'Hector', "D'Andre"],
    lastNames: ['Miller', 'Johnson', "O'Neill", 'Nguyen', 'Garcia', 'Smith-Lopez', 'Lee', 'Brown'],
    companyStems: ['Lakeside', 'Blue Mesa', 'Harbor & Finch', 'Ironwood', 'Prairie Robotics', 'Cedar'],
    companyForms: ['Inc.', 'LLC', 'Holdings', 'Partners, LP', 'Group'],
    cities: ['Denver', 'Austin', 'Boise', 'Portland'],
  },
  {
    country: 'Germany',
    countryCode: 'DE',
    currency: 'EUR',
    domain: 'de',
    firstNames: ['Jürgen', 'Änne', 'Sören', 'Katja', 'Uwe', 'Anja', 'Björn'],
    lastNames: ['Müller', 'Weiß', 'Schäfer', 'von der Heide', 'Özdemir', 'Kühn'],
    companyStems: ['Straßenbau Süd', 'Müller & Söhne', 'Nordlicht', 'Präzision', 'Weißbach', 'Brückner'],
    companyForms: ['GmbH', 'AG', 'GmbH & Co. KG', 'e. K.', 'SE'],
    cities: ['Köln', 'München', 'Görlitz', 'Saarbrücken'],
  },
  {
    country: 'France',
    countryCode: 'FR',
    currency: 'EUR',
    domain: 'fr',
    firstNames: ['Hélène', 'Aurélien', 'Chloé', 'François', 'Maëlle'],
    lastNames: ['Lefèvre', "D'Almeida", 'Noël', 'Garçon', 'Dupuis'],
    companyStems: ['Forêt Bleue', "L'Étoile", 'Génie Civil', 'Maison Œuvre', 'Côté Mer'],
    companyForms: ['SARL', 'SAS', 'S.A.'],
    cities: ['Besançon', 'Orléans', 'Nîmes'],
  },
  {
    country: 'Japan',
    countryCode: 'JP',
    currency: 'JPY',
    domain: 'jp',
    firstNames: ['健太', '美咲', '翔太', '葵', '大輔'],
    lastNames: ['佐藤', '鈴木', '髙橋', '田中', '渡辺'],
    companyStems: ['桜井製作所', '北斗システム', '青空商事', '富士見電機', 'ミナト物流'],
    companyForms: ['株式会社', '合同会社'],
    cities: ['札幌', '大阪', '福岡'],
  },
  {
    country: 'United Kingdom',
    countryCode: 'GB',
    currency: 'GBP',
    domain: 'co.uk',
    firstNames: ['Siân', 'Oliver', 'Zoë', 'Rhys', 'Imogen'],
    lastNames: ['Ashworth', 'Mc Donald', 'Patel', 'Clarke', "O'Brien"],
    companyStems: ['Thames & Co', 'Yorkshire Loom', 'Brackenbury', 'Severn Energy'],
    companyForms: ['Ltd', 'PLC', 'LLP'],
    cities: ['Leeds', 'Cardiff', 'York'],
  },
  {
    country: 'Poland',
    countryCode: 'PL',
    currency: 'PLN',
    domain: 'pl',
    firstNames: ['Łukasz', 'Agnieszka', 'Michał', 'Żaneta'],
    lastNames: ['Wójcik', 'Dąbrowska', 'Kaczmarek', 'Święcicki'],
    companyStems: ['Żuraw', 'Gdańska Stal', 'Złota Rybka', 'Łódzki Druk'],
    companyForms: ['Sp. z o.o.', 'S.A.'],
    cities: ['Łódź', 'Gdańsk', 'Kraków'],
  },
  {
    country: 'Brazil',
    countryCode: 'BR',
    currency: 'BRL',
    domain: 'com.br',
    firstNames: ['João', 'Conceição', 'Thiago', 'Letícia'],
    lastNames: ['Gonçalves', 'Assunção', 'de Souza', 'Araújo'],
    companyStems: ['Pão & Cia', 'Construções Ipê', 'Água Clara'],
    companyForms: ['Ltda.', 'S.A.', 'ME'],
    cities: ['São Paulo', 'Florianópolis', 'Belém'],
  },
  {
    country: 'Israel',
    countryCode: 'IL',
    currency: 'ILS',
    domain: 'co.il',
    firstNames: ['נועה', 'יוסי', 'שירה'],
    lastNames: ['כהן', 'לוי', 'פרץ'],
    companyStems: ['אורן', 'גל ים', 'כרמל טכנולוגיות'],
    companyForms: ['בע״מ'],
    cities: ['חיפה', 'תל אביב'],
  },
  {
    country: 'Kuwait',
    countryCode: 'KW',
    currency: 'KWD',
    domain: 'kw',
    firstNames: ['فاطمة', 'خالد', 'مريم'],
    lastNames: ['الصباح', 'المطيري', 'العتيبي'],
    companyStems: ['الخليج', 'النور', 'الواحة'],
    companyForms: ['ش.م.ك.', 'ذ.م.م.'],
    cities: ['الكويت', 'حولي'],
  },
];

/** How often each market occurs, in the order of {@link markets}. */
export const marketWeights: readonly number[] = [36, 22, 10, 9, 9, 5, 4, 3, 2];

/** What the invented company sells. */
export const products: readonly [string, ...string[]] = [
  'Fleet telematics',
  'Warehouse robots',
  'Support plan',
  'Rooftop solar',
  'Data migration',
  'Sensor retrofit',
  'Training week',
  'Managed network',
  'Spare parts',
  'Line inspection',
];

/** Why a deal is worked on. */
export const occasions: readonly [string, ...string[]] = [
  'new business',
  'renewal',
  'expansion',
  'pilot',
  'tender',
  'phase 2',
  'replacement',
];
