/*
 * What both families of networks share. OpenCL C 1.2, single precision, no atomics: a step's bits repeat.
 *
 * Activations and gradients are unit-major, [units][COLUMNS], one column for each sample of the batch; weights are
 * [units][inputs]. Units and inputs are padded with zeros to a multiple of UNITS, the batch to COLUMNS. The padding of
 * parameters and moments stays zero by itself: weights 0 give activation 0, gradient 0 and Adam's step 0 / (0 + epsilon).
 *
 * A work-group takes a tile of UNITS units and all columns, CHUNK columns at a time, so that local memory does not grow
 * with the batch. SLICES of its work-items share the inner sum of a matrix product.
 *
 * Set by the host: BATCH, CHUNK (a multiple of 4), COLUMNS (a multiple of CHUNK, at least BATCH), SLICES, PART (columns
 * that the update takes at a time), BETA1, BETA2, DECAY and NORM_EPSILON (batch norm's), FIXED_SCALE (0 or 1).
 */
#pragma OPENCL FP_CONTRACT ON

#define UNITS 8                          /* units of a work-group */
#define ITEM_UNITS 4                     /* units of a work-item in a product */
#define QUADS (CHUNK / 4)                /* quads of columns in a chunk */
#define ROW_QUADS (COLUMNS / 4)          /* the same in a row */
#define SLICE (UNITS / ITEM_UNITS * QUADS)
#define GROUP (SLICES * SLICE)           /* work-items of a group */
#define LANES 8                          /* partial sums of a row */
#define EACH(i, n) for (int i = get_local_id(0); i < (n); i += GROUP)
#define SYNC_LOCAL barrier(CLK_LOCAL_MEM_FENCE)
#define SYNC barrier(CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE)
#define INLINE static inline __attribute__((always_inline))

/* Added and taken away again, this makes moments below about 1e-37 zero, as the CPU engine does. */
#define FLUSH 1e-30f

/* Adam's update of parameter i; schedule holds the step's rate and epsilon. */
INLINE void adam(global float *p, global float *m, global float *v, int i, float gradient, float2 schedule) {
    float first = BETA1 * m[i] + (1 - BETA1) * gradient + FLUSH - FLUSH;
    float second = BETA2 * v[i] + (1 - BETA2) * gradient * gradient + FLUSH - FLUSH;
    m[i] = first;
    v[i] = second;
    p[i] -= schedule.x * first / (sqrt(second) + schedule.y);
}

/* The loss of a logit z with label y, and its gradient, accurate where the answer is confident. */
INLINE float loss_of(float z, float y) {
    return fmax(z, 0.0f) - z * y + log1p(exp(-fabs(z)));
}

INLINE float loss_gradient(float z, float y) {
    return y > 0 ? -1 / (1 + exp(z)) : 1 / (1 + exp(-z));
}

/* target[u] = the sum of the LANES partial sums of row u; a barrier before and behind, also for what is global. */
INLINE void add_lanes(local const float *lanes, local float *target) {
    SYNC;
    EACH(u, UNITS) {
        float sum = 0;
        for (int l = 0; l < LANES; l++)
            sum += lanes[u * LANES + l];
        target[u] = sum;
    }
    SYNC;
}

/* A work-item's sums for ITEM_UNITS units and four columns go to local memory; all slices together to the rows. */
INLINE void add_slices(local float *sums, float4 a0, float4 a1, float4 a2, float4 a3, global float *rows) {
    int id = get_local_id(0), within = id % SLICE;
    local float4 *mine = (local float4 *)sums + (id / SLICE * UNITS + within / QUADS * ITEM_UNITS) * QUADS + within % QUADS;
    SYNC_LOCAL; /* the sums of the chunk before may still be read */
    mine[0] = a0, mine[QUADS] = a1, mine[2 * QUADS] = a2, mine[3 * QUADS] = a3;
    SYNC_LOCAL;
    EACH(i, UNITS * CHUNK) {
        float sum = sums[i];
        for (int s = 1; s < SLICES; s++)
            sum += sums[s * UNITS * CHUNK + i];
        rows[i / CHUNK * COLUMNS + i % CHUNK] = sum;
    }
}

/*
 * The product of a tile's weights with the layer's input, to the tile's rows.
 * w: the tile's weights, [UNITS][inputs]. input: [inputs][COLUMNS]. rows: [UNITS][COLUMNS]. A barrier is needed behind.
 */
INLINE void multiply(global const float *w, int inputs, global const float *input, local float *sums, global float *rows) {
    int id = get_local_id(0), within = id % SLICE, quads = inputs / 4;
    global const float4 *w4 = (global const float4 *)w + within / QUADS * ITEM_UNITS * quads;
    for (int from = 0; from < ROW_QUADS; from += QUADS) {
        global const float4 *x = (global const float4 *)input + from + within % QUADS;
        float4 a0 = 0, a1 = 0, a2 = 0, a3 = 0;
        for (int k = id / SLICE; k < quads; k += SLICES) {
            float4 w0 = w4[k], w1 = w4[k + quads], w2 = w4[k + 2 * quads], w3 = w4[k + 3 * quads];
            float4 v = x[4 * k * ROW_QUADS];
            a0 += w0.x * v, a1 += w1.x * v, a2 += w2.x * v, a3 += w3.x * v;
            v = x[(4 * k + 1) * ROW_QUADS];
            a0 += w0.y * v, a1 += w1.y * v, a2 += w2.y * v, a3 += w3.y * v;
            v = x[(4 * k + 2) * ROW_QUADS];
            a0 += w0.z * v, a1 += w1.z * v, a2 += w2.z * v, a3 += w3.z * v;
            v = x[(4 * k + 3) * ROW_QUADS];
            a0 += w0.w * v, a1 += w1.w * v, a2 += w2.w * v, a3 += w3.w * v;
        }
        add_slices(sums, a0, a1, a2, a3, rows + 4 * from);
    }
}

/*
 * The sums over all tiles for a chunk of columns, to sums[0 .. CHUNK).
 * partial: [tiles][COLUMNS]. sums: [SLICES * CHUNK]. A barrier before and behind.
 */
INLINE void add_tiles(global const float *partial, int tiles, int from, local float *sums) {
    SYNC_LOCAL;
    EACH(i, SLICES * CHUNK) {
        float sum = 0;
        for (int t = i / CHUNK; t < tiles; t += SLICES)
            sum += partial[t * COLUMNS + from + i % CHUNK];
        sums[i] = sum;
    }
    SYNC_LOCAL;
    EACH(c, CHUNK) {
        float sum = sums[c];
        for (int s = 1; s < SLICES; s++)
            sum += sums[s * CHUNK + c];
        sums[c] = sum;
    }
    SYNC_LOCAL;
}

/*
 * The gradient of a TILE x TILE tile of any layer's weights, and Adam's update of it: the gradient stays in registers.
 * layers: LAYER integers for each layer: the first of its tiles, tiles across, offset of its weights, its inputs, its
 * units, offset of its input in active (the first layer reads the points), offset of its gradient. points: [slot][inputs]
 * [COLUMNS]. schedule: [slot].
 */
#define TILE 64
#define STRIDE (TILE + 4)
#define UPDATERS 256
#define LAYER 7
kernel __attribute__((reqd_work_group_size(UPDATERS, 1, 1)))
void update(int slot, global float *p, global float *m, global float *v, global const int *layers, int depth,
            global const float *points, global const float *active, global const float *gradient,
            global const float2 *schedule) {
    local float gt[PART * STRIDE] __attribute__((aligned(16))), xt[PART * STRIDE] __attribute__((aligned(16)));
    int l = 0, id = get_local_id(0);
    while (l + 1 < depth && (int)get_group_id(0) >= layers[LAYER * (l + 1)])
        l++;
    global const int *layer = layers + LAYER * l;
    int tile = get_group_id(0) - layer[0], inputs = layer[3], units = layer[4];
    int u0 = tile / layer[1] * TILE, i0 = tile % layer[1] * TILE;
    global const float *x = l == 0 ? points + (long)slot * inputs * COLUMNS : active + layer[5];
    global const float *g = gradient + layer[6];
    int u = id / 16 * 4, i = id % 16 * 4;
    float4 a0 = 0, a1 = 0, a2 = 0, a3 = 0;
    for (int from = 0; from < BATCH; from += PART) {
        SYNC_LOCAL; /* the part before may still be read */
        for (int k = id; k < TILE * PART; k += UPDATERS) {
            int row = k / PART, b = from + k % PART;
            gt[k % PART * STRIDE + row] = b < BATCH && u0 + row < units ? g[(u0 + row) * COLUMNS + b] : 0;
            xt[k % PART * STRIDE + row] = b < BATCH && i0 + row < inputs ? x[(i0 + row) * COLUMNS + b] : 0;
        }
        SYNC_LOCAL;
        for (int b = 0; b < PART; b++) { /* float4 pointers: vload4 promises no alignment and loads one by one */
            float4 gb = *(local const float4 *)(gt + b * STRIDE + u), xb = *(local const float4 *)(xt + b * STRIDE + i);
            a0 += gb.x * xb, a1 += gb.y * xb, a2 += gb.z * xb, a3 += gb.w * xb;
        }
    }
    if (i0 + i < inputs) {
        float4 a[4] = {a0, a1, a2, a3};
        float2 now = schedule[slot];
#pragma unroll
        for (int r = 0; r < 4; r++) { /* unrolled, a stays in registers */
            if (u0 + u + r < units) {
                int at = layer[2] + (u0 + u + r) * inputs + i0 + i;
                global float4 *p4 = (global float4 *)(p + at), *m4 = (global float4 *)(m + at), *v4 = (global float4 *)(v + at);
                float4 first = BETA1 * *m4 + (1 - BETA1) * a[r] + FLUSH - FLUSH;
                float4 second = BETA2 * *v4 + (1 - BETA2) * a[r] * a[r] + FLUSH - FLUSH;
                *m4 = first;
                *v4 = second;
                *p4 -= now.x * first / (sqrt(second) + now.y);
            }
        }
    }
}
