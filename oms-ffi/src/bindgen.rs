//! Writes the Kotlin and Swift sources from the compiled library. It must be of the same version as the library's macros.

fn main() {
    uniffi::uniffi_bindgen_main();
}
