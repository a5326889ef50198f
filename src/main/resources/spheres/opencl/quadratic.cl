/*
 * The training step of the quadratic network, logit = w * sum_j (W x)_j^2 + b: squares, error, update. Its parameters:
 * W [units][inputs], w, b.
 */

/*
 * A tile of W x and its sum of squares. The first group keeps w and b as they stand: error updates them while others
 * read them. hidden: [units][COLUMNS]. partial: [tiles][COLUMNS]. kept: w, b.
 */
kernel __attribute__((reqd_work_group_size(GROUP, 1, 1)))
void squares(int slot, global const float *p, int inputs, int readout, global const float *points,
             global float *hidden, global float *partial, global float *kept) {
    local float sums[SLICES * UNITS * CHUNK] __attribute__((aligned(16)));
    int tile = get_group_id(0), first = tile * UNITS;
    global float *rows = hidden + first * COLUMNS;
    multiply(p + first * inputs, inputs, points + (long)slot * inputs * COLUMNS, sums, rows);
    SYNC;
    EACH(b, COLUMNS) {
        float sum = 0;
        for (int u = 0; u < UNITS; u++)
            sum += rows[u * COLUMNS + b] * rows[u * COLUMNS + b];
        partial[tile * COLUMNS + b] = sum;
    }
    if (tile == 0 && get_local_id(0) == 0)
        kept[0] = p[readout], kept[1] = p[readout + 1];
}

/* The loss and the gradient to a tile of W x; the first group writes the loss and updates w and b. */
kernel __attribute__((reqd_work_group_size(GROUP, 1, 1)))
void error(int slot, global float *p, global float *m, global float *v, int readout, global const float *kept,
           global const float *partial, int tiles, global const float *labels, global const float *hidden,
           global float *gradient, global const float2 *schedule, global float *losses) {
    local float sums[SLICES * CHUNK], toLogit[CHUNK], loss[CHUNK];
    int tile = get_group_id(0), begin = tile * UNITS * COLUMNS;
    float weight = kept[0], bias = kept[1];
    float lossSum = 0, weightGradient = 0, biasGradient = 0; /* of the first work-item of the first group */
    for (int from = 0; from < COLUMNS; from += CHUNK) {
        add_tiles(partial, tiles, from, sums);
        EACH(c, CHUNK) {
            bool inside = from + c < BATCH;
            float z = weight * sums[c] + bias, y = inside ? labels[slot * COLUMNS + from + c] : 0;
            toLogit[c] = inside ? loss_gradient(z, y) / BATCH : 0;
            loss[c] = inside ? loss_of(z, y) : 0;
        }
        SYNC_LOCAL;
        EACH(i, UNITS * CHUNK) {
            int at = begin + i / CHUNK * COLUMNS + from + i % CHUNK;
            gradient[at] = 2 * weight * toLogit[i % CHUNK] * hidden[at];
        }
        if (tile == 0 && get_local_id(0) == 0) {
            for (int c = 0; c < CHUNK; c++)
                lossSum += loss[c], weightGradient += toLogit[c] * sums[c], biasGradient += toLogit[c];
        }
    }
    if (tile == 0 && get_local_id(0) == 0) {
        losses[slot] = lossSum / BATCH;
        adam(p, m, v, readout, weightGradient, schedule[slot]);
        adam(p, m, v, readout + 1, biasGradient, schedule[slot]);
    }
}
