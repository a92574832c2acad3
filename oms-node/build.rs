//! Tells the linker that Node provides the functions of its interface when the module is loaded.

fn main() {
    napi_build::setup();
}
