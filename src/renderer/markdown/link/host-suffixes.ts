/** The countries of ISO 3166 and the few others that have a top-level domain. */
const countries =
  'ac ad ae af ag ai al am ao aq ar as at au aw ax az ba bb bd be bf bg bh bi bj bm bn bo br bs bt bv bw by bz ca cc cd ' +
  'cf cg ch ci ck cl cm cn co cr cu cv cw cx cy cz de dj dk dm do dz ec ee eg er es et eu fi fj fk fm fo fr ga gb gd ge ' +
  'gf gg gh gi gl gm gn gp gq gr gs gt gu gw gy hk hm hn hr ht hu id ie il im in io iq ir is it je jm jo jp ke kg kh ki ' +
  'km kn kp kr kw ky kz la lb lc li lk lr ls lt lu lv ly ma mc md me mg mh mk ml mm mn mo mp mq mr ms mt mu mv mw mx my ' +
  'mz na nc ne nf ng ni nl no np nr nu nz om pa pe pf pg ph pk pl pm pn pr ps pt pw py qa re ro rs ru rw sa sb sc sd se ' +
  'sg sh si sj sk sl sm sn so sr ss st su sv sx sy sz tc td tf tg th tj tk tl tm tn to tr tt tv tw tz ua ug uk us uy uz ' +
  'va vc ve vg vi vn vu wf ws ye yt za zm zw';

/** Those that people know sites by. The rest (`name`, `map`, `data` …) are read as code or as the end of a file's name. */
const known =
  'com net org edu gov mil info biz app dev cloud bank finance wallet online site shop store tech xyz news blog wiki chat ' +
  'example рф рус бел укр срб қаз дети онлайн сайт москва орг ком бг ελ ею 中国 中國 香港 台灣';

/** Last labels that make a dotted word of a text the name of a site. */
export const hostSuffixes: ReadonlySet<string> = new Set(`${countries} ${known}`.split(' '));
