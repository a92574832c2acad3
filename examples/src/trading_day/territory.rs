//! Which channel an invoice came through, and which node serves its customer.
//!
//! The file knows neither, so both follow from a hash that anyone can compute: FNV-1a with 64 bits over the UTF-8 bytes.
//!
//! - Channel: `hash(invoice) mod 10`: 0 to 5 web, 6 to 8 marketplace, 9 store.
//! - Node: customers on the European continent, in Ireland and on its islands are served from Eindhoven. The United Kingdom, the
//!   Channel Islands and places the file does not specify are split by `hash(customer) mod 2`: 0 London, 1 Manchester; an invoice
//!   without a customer is split by the hash of its own number instead. The rest of the world is served from London.

/// Where an order was placed.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum Channel {
    /// The merchant's own web shop.
    Web,
    /// A marketplace that passes orders on.
    Marketplace,
    /// The counter of a shop.
    Store,
}

impl Channel {
    /// Every channel, in the order of the figures.
    pub const ALL: [Channel; 3] = [Channel::Web, Channel::Marketplace, Channel::Store];

    /// The channel that an invoice came through.
    pub fn of_invoice(invoice: &str) -> Channel {
        match stable_hash(invoice) % 10 {
            0..=5 => Channel::Web,
            6..=8 => Channel::Marketplace,
            _ => Channel::Store,
        }
    }

    /// Its id in the store, and its name in figures and pictures.
    pub fn id(self) -> &'static str {
        match self {
            Channel::Web => "web",
            Channel::Marketplace => "marketplace",
            Channel::Store => "store",
        }
    }
}

/// A place that holds stock and sends parcels.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum Node {
    /// Warehouse in London.
    London,
    /// Warehouse in Manchester.
    Manchester,
    /// Warehouse in Eindhoven.
    Eindhoven,
}

impl Node {
    /// Every node.
    pub const ALL: [Node; 3] = [Node::London, Node::Manchester, Node::Eindhoven];

    /// The node that serves an invoice by its country and customer.
    pub fn serving(country: &str, customer: Option<&str>, invoice: &str) -> Node {
        if SPLIT_COUNTRIES.contains(&country) {
            match stable_hash(customer.unwrap_or(invoice)) % 2 {
                0 => Node::London,
                _ => Node::Manchester,
            }
        } else if EUROPEAN_COUNTRIES.contains(&country) {
            Node::Eindhoven
        } else {
            Node::London
        }
    }

    /// The nearest other node, as the crow flies: London and Manchester are 262 km apart, London and Eindhoven 389 km,
    /// Manchester and Eindhoven 572 km.
    pub fn nearest_other(self) -> Node {
        match self {
            Node::London => Node::Manchester,
            Node::Manchester | Node::Eindhoven => Node::London,
        }
    }

    /// The node that has an id in the store.
    pub fn of_id(id: &str) -> Option<Node> {
        Node::ALL.into_iter().find(|node| node.id() == id)
    }

    /// Its id in the store.
    pub fn id(self) -> &'static str {
        match self {
            Node::London => "london",
            Node::Manchester => "manchester",
            Node::Eindhoven => "eindhoven",
        }
    }

    /// Its name for people.
    pub fn name(self) -> &'static str {
        match self {
            Node::London => "London",
            Node::Manchester => "Manchester",
            Node::Eindhoven => "Eindhoven",
        }
    }

    /// ISO 3166-1 code of its country.
    pub fn country_code(self) -> &'static str {
        match self {
            Node::London | Node::Manchester => "GB",
            Node::Eindhoven => "NL",
        }
    }

    /// Latitude and longitude in millionths of a degree.
    pub fn coordinates(self) -> (i32, i32) {
        match self {
            Node::London => (51_507_400, -127_800),
            Node::Manchester => (53_480_800, -2_242_600),
            Node::Eindhoven => (51_441_600, 5_469_700),
        }
    }
}

/// ISO 3166-1 alpha-2 code of a country as the file names it; `ZZ` (unknown) for what is no country.
pub fn country_code(published: &str) -> &'static str {
    COUNTRY_CODES.iter().find(|(name, _)| *name == published).map_or("ZZ", |(_, code)| code)
}

/// FNV-1a over the bytes of a text: short, published, and the same in every language.
pub fn stable_hash(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3))
}

const SPLIT_COUNTRIES: [&str; 3] = ["United Kingdom", "Channel Islands", "Unspecified"];

const EUROPEAN_COUNTRIES: [&str; 22] = [
    "Austria",
    "Belgium",
    "Cyprus",
    "Czech Republic",
    "Denmark",
    "EIRE",
    "European Community",
    "Finland",
    "France",
    "Germany",
    "Greece",
    "Iceland",
    "Italy",
    "Lithuania",
    "Malta",
    "Netherlands",
    "Norway",
    "Poland",
    "Portugal",
    "Spain",
    "Sweden",
    "Switzerland",
];

const COUNTRY_CODES: [(&str, &str); 38] = [
    ("United Kingdom", "GB"),
    ("Channel Islands", "JE"),
    ("Austria", "AT"),
    ("Australia", "AU"),
    ("Bahrain", "BH"),
    ("Belgium", "BE"),
    ("Brazil", "BR"),
    ("Canada", "CA"),
    ("Cyprus", "CY"),
    ("Czech Republic", "CZ"),
    ("Denmark", "DK"),
    ("EIRE", "IE"),
    ("Finland", "FI"),
    ("France", "FR"),
    ("Germany", "DE"),
    ("Greece", "GR"),
    ("Hong Kong", "HK"),
    ("Iceland", "IS"),
    ("Israel", "IL"),
    ("Italy", "IT"),
    ("Japan", "JP"),
    ("Korea", "KR"),
    ("Lebanon", "LB"),
    ("Lithuania", "LT"),
    ("Malta", "MT"),
    ("Netherlands", "NL"),
    ("Norway", "NO"),
    ("Poland", "PL"),
    ("Portugal", "PT"),
    ("RSA", "ZA"),
    ("Saudi Arabia", "SA"),
    ("Singapore", "SG"),
    ("Spain", "ES"),
    ("Sweden", "SE"),
    ("Switzerland", "CH"),
    ("Thailand", "TH"),
    ("USA", "US"),
    ("United Arab Emirates", "AE"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_is_the_published_one() {
        // Test vectors of the FNV authors.
        assert_eq!(stable_hash(""), 0xcbf2_9ce4_8422_2325);
        assert_eq!(stable_hash("a"), 0xaf63_dc4c_8601_ec8c);
        assert_eq!(stable_hash("foobar"), 0x8594_4171_f739_67e8);
    }

    #[test]
    fn the_country_decides_before_the_customer() {
        assert_eq!(Node::serving("EIRE", Some("14911"), "537368"), Node::Eindhoven);
        assert_eq!(Node::serving("Japan", Some("12753"), "1"), Node::London);
        let british: Vec<Node> = ["17850", "13047"].iter().map(|customer| Node::serving("United Kingdom", Some(customer), "1")).collect();
        let by_rule: Vec<Node> = ["17850", "13047"]
            .iter()
            .map(|customer| if stable_hash(customer).is_multiple_of(2) { Node::London } else { Node::Manchester })
            .collect();
        assert_eq!(british, by_rule);
        assert_eq!(Node::serving("United Kingdom", None, "537237"), Node::serving("Unspecified", Some("537237"), "another invoice"),);
    }

    #[test]
    fn every_channel_and_every_node_gets_orders() {
        let invoices: Vec<String> = (536_365..537_365).map(|number| number.to_string()).collect();
        for channel in Channel::ALL {
            let share = invoices.iter().filter(|invoice| Channel::of_invoice(invoice) == channel).count();
            assert!(share >= 50, "{channel:?} got {share} of 1000 invoices");
        }
        for node in [Node::London, Node::Manchester] {
            let share = invoices.iter().filter(|invoice| Node::serving("United Kingdom", None, invoice) == node).count();
            assert!(share >= 300, "{node:?} got {share} of 1000 invoices");
        }
    }

    #[test]
    fn countries_have_codes_and_unknown_ones_say_so() {
        assert_eq!((country_code("EIRE"), country_code("Unspecified")), ("IE", "ZZ"));
        for country in EUROPEAN_COUNTRIES {
            let coded = country_code(country);
            assert!(coded != "ZZ" || country == "European Community", "{country}");
        }
    }
}
