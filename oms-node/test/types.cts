// The same types for CommonJS.

import oms = require("embeddable-oms");
import testing = require("embeddable-oms/testing");

export const engine: oms.Engine = oms.Engine.memory();
export const names: string[] = testing.conformanceCases().map(({ name }) => name);
export const order: oms.Order | null = engine.order("1");
