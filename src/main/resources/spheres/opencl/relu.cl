/*
 * The training step of a ReLU network with batch norm: forward for each layer from the input up, top, backward for each
 * layer but the lowest from the top down, update. A layer's parameters: W [units][inputs], gamma, beta, running mean,
 * running variance [units].
 */

/*
 * Dense, batch norm, ReLU of a tile of units; the running statistics move on. For the last layer also the tile's share
 * of the logits.
 * weights: offset of the layer's parameters. input: the layer's input begins at inputFrom + slot * inputStride.
 * place: offset of the layer in active and centred; unitPlace: in inverse, [units], the inverse deviations.
 * further: statistics of further decays, [decays][statistics]: means, then variances of layer after layer;
 * furtherPlace: offset of the layer therein. readout: offset of the readout's weights, -1 below the last layer.
 */
kernel __attribute__((reqd_work_group_size(GROUP, 1, 1)))
void forward(int slot, global float *p, int weights, int inputs, int units,
             global const float *input, int inputFrom, int inputStride,
             global float *active, global float *centred, int place, global float *inverse, int unitPlace,
             global const float *decays, int decayCount, global float *further, int statistics, int furtherPlace,
             int readout, int bias, global float *partial) {
    local float sums[SLICES * UNITS * CHUNK] __attribute__((aligned(16)));
    local float lanes[UNITS * LANES], mean[UNITS], variance[UNITS], scale[UNITS], shift[UNITS];
    int tile = get_group_id(0), first = tile * UNITS;
    global float *rows = centred + place + first * COLUMNS, *outputs = active + place + first * COLUMNS;
    multiply(p + weights + first * inputs, inputs, input + inputFrom + (long)slot * inputStride, sums, rows);
    SYNC;
    EACH(i, UNITS * LANES) {
        float sum = 0;
        for (int b = i % LANES; b < BATCH; b += LANES)
            sum += rows[i / LANES * COLUMNS + b];
        lanes[i] = sum;
    }
    add_lanes(lanes, mean);
    EACH(i, UNITS * LANES) {
        float sum = 0, of = mean[i / LANES] / BATCH;
        for (int b = i % LANES; b < BATCH; b += LANES) {
            float c = rows[i / LANES * COLUMNS + b] - of;
            sum += c * c;
        }
        lanes[i] = sum;
    }
    add_lanes(lanes, variance);
    EACH(u, UNITS) {
        int unit = first + u, gamma = weights + units * inputs + unit;
        float ofBatch = mean[u] / BATCH, spread = variance[u] / BATCH, inv = 1 / sqrt(spread + NORM_EPSILON);
        mean[u] = ofBatch;
        inverse[unitPlace + unit] = inv;
        scale[u] = p[gamma] * inv;
        shift[u] = p[gamma + units];
        p[gamma + 2 * units] = DECAY * p[gamma + 2 * units] + (1 - DECAY) * ofBatch;
        p[gamma + 3 * units] = DECAY * p[gamma + 3 * units] + (1 - DECAY) * spread;
        for (int k = 0; k < decayCount; k++) {
            int at = k * statistics + furtherPlace + unit;
            float decay = decays[k];
            further[at] = decay * further[at] + (1 - decay) * ofBatch;
            further[at + units] = decay * further[at + units] + (1 - decay) * spread;
        }
    }
    SYNC;
    EACH(i, UNITS * COLUMNS) {
        int u = i / COLUMNS;
        bool inside = i % COLUMNS < BATCH;
        float c = inside ? rows[i] - mean[u] : 0;
        rows[i] = c;
        float normal = c * scale[u] + shift[u];
        outputs[i] = inside && !(normal < 0) ? normal : 0; /* fmax would turn what is no number into 0 */
    }
    if (readout >= 0) { /* the same for all work-items */
        SYNC;
        EACH(b, COLUMNS) {
            float sum = tile == 0 ? p[bias] : 0;
            for (int u = 0; u < UNITS; u++)
                sum += outputs[u * COLUMNS + b] * p[readout + first + u];
            partial[tile * COLUMNS + b] = sum;
        }
    }
}

/*
 * rows holds the gradient to the output of a tile of units and becomes that to the dense layer's output; batch norm's
 * parameters are updated. gamma: offset of the tile's gammas. A barrier is needed before.
 */
INLINE void denormalise(local float *lanes, local float *products, local float *beta, local float *slope,
                        global float *p, global float *m, global float *v, int gamma, int units,
                        global const float *outputs, global const float *centred, global const float *inverse,
                        global float *rows, float2 now) {
    EACH(i, UNITS * LANES) {
        float sum = 0, product = 0;
        for (int b = i % LANES; b < BATCH; b += LANES) {
            int at = i / LANES * COLUMNS + b;
            float g = outputs[at] > 0 ? rows[at] : 0;
            sum += g;
            product += g * centred[at];
        }
        lanes[i] = sum;
        products[i] = product;
    }
    add_lanes(lanes, beta);
    add_lanes(products, slope);
    EACH(i, UNITS * COLUMNS) {
        int u = i / COLUMNS;
        float inv = inverse[u], g = outputs[i] > 0 ? rows[i] : 0;
        float through = g - beta[u] / BATCH - centred[i] * (slope[u] * inv * inv / BATCH);
        rows[i] = i % COLUMNS < BATCH ? p[gamma + u] * inv * through : 0;
    }
    SYNC; /* gamma is read above and written below */
    EACH(u, UNITS) {
        if (!FIXED_SCALE)
            adam(p, m, v, gamma + u, slope[u] * inverse[u], now);
        adam(p, m, v, gamma + units + u, beta[u], now);
    }
}

/*
 * The loss, the readout and the last layer's batch norm. Every group adds up all logits itself; the first writes the loss.
 * partial: [tiles][COLUMNS]. labels: [slot][COLUMNS]. losses: [slot].
 */
kernel __attribute__((reqd_work_group_size(GROUP, 1, 1)))
void top(int slot, global float *p, global float *m, global float *v, int gamma, int units, int readout, int bias,
         global const float *partial, int tiles, global const float *labels,
         global const float *active, global const float *centred, int place, global const float *inverse, int unitPlace,
         global float *gradient, global const float2 *schedule, global float *losses) {
    local float sums[SLICES * CHUNK], toLogit[CHUNK], loss[CHUNK];
    local float lanes[UNITS * LANES], products[UNITS * LANES], beta[UNITS], slope[UNITS];
    int tile = get_group_id(0), first = tile * UNITS, begin = place + first * COLUMNS;
    float2 now = schedule[slot];
    float lossSum = 0, biasGradient = 0; /* of the first work-item of the first group */
    EACH(i, UNITS * LANES)
        lanes[i] = 0;
    for (int from = 0; from < COLUMNS; from += CHUNK) {
        add_tiles(partial, tiles, from, sums);
        EACH(c, CHUNK) {
            bool inside = from + c < BATCH;
            float y = inside ? labels[slot * COLUMNS + from + c] : 0;
            toLogit[c] = inside ? loss_gradient(sums[c], y) / BATCH : 0;
            loss[c] = inside ? loss_of(sums[c], y) : 0;
        }
        SYNC_LOCAL;
        EACH(i, UNITS * CHUNK)
            gradient[begin + i / CHUNK * COLUMNS + from + i % CHUNK] = p[readout + first + i / CHUNK] * toLogit[i % CHUNK];
        EACH(i, UNITS * LANES) {
            float sum = lanes[i];
            for (int c = i % LANES; c < CHUNK; c += LANES)
                sum += active[begin + i / LANES * COLUMNS + from + c] * toLogit[c];
            lanes[i] = sum;
        }
        if (tile == 0 && get_local_id(0) == 0) {
            for (int c = 0; c < CHUNK; c++)
                lossSum += loss[c], biasGradient += toLogit[c];
        }
    }
    add_lanes(lanes, beta); /* with a barrier: the readout is read above and written below */
    EACH(u, UNITS)
        adam(p, m, v, readout + first + u, beta[u], now);
    if (tile == 0 && get_local_id(0) == 0) {
        losses[slot] = lossSum / BATCH;
        adam(p, m, v, bias, biasGradient, now);
    }
    SYNC_LOCAL; /* beta and lanes are read above and written below */
    denormalise(lanes, products, beta, slope, p, m, v, gamma + first, units, active + begin, centred + begin,
                inverse + unitPlace + first, gradient + begin, now);
}

/*
 * The gradient through a layer's weights to a tile of its inputs, then through their ReLU and batch norm.
 * from: offset in gradient of that to the layer's dense output. gamma, place, unitPlace: of the layer below.
 */
kernel __attribute__((reqd_work_group_size(GROUP, 1, 1)))
void backward(int slot, global float *p, global float *m, global float *v, int weights, int inputs, int units,
              global float *gradient, int from, int gamma,
              global const float *active, global const float *centred, int place, global const float *inverse, int unitPlace,
              global const float2 *schedule) {
    local float sums[SLICES * UNITS * CHUNK] __attribute__((aligned(16)));
    local float lanes[UNITS * LANES], products[UNITS * LANES], beta[UNITS], slope[UNITS];
    int id = get_local_id(0), within = id % SLICE, first = get_group_id(0) * UNITS, begin = place + first * COLUMNS;
    global const float4 *w = (global const float4 *)(p + weights) + (first + within / QUADS * ITEM_UNITS) / 4;
    for (int column = 0; column < ROW_QUADS; column += QUADS) {
        global const float4 *g = (global const float4 *)(gradient + from) + column + within % QUADS;
        float4 a0 = 0, a1 = 0, a2 = 0, a3 = 0;
        for (int k = id / SLICE; k < units; k += SLICES) {
            float4 wk = w[k * (inputs / 4)], gk = g[k * ROW_QUADS];
            a0 += wk.x * gk, a1 += wk.y * gk, a2 += wk.z * gk, a3 += wk.w * gk;
        }
        add_slices(sums, a0, a1, a2, a3, gradient + begin + 4 * column);
    }
    SYNC;
    denormalise(lanes, products, beta, slope, p, m, v, gamma + first, inputs, active + begin, centred + begin,
                inverse + unitPlace + first, gradient + begin, schedule[slot]);
}
