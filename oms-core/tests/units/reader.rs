use oms_core::{Address, reader};

#[test]
fn records_are_objects() {
    let address: Address = reader::from_str(r#"{"address1": "Street 1", "city": "Berlin", "country": "DE"}"#).unwrap();
    assert_eq!(address.city, "Berlin");
    let told = reader::from_str::<Address>(r#"["", "Street 1"]"#).unwrap_err().to_string();
    assert!(told.starts_with("invalid type: sequence, expected struct Address"), "{told}");
    assert!(reader::from_str::<Address>("{} {}").is_err());
}
