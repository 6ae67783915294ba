#!/usr/bin/env python3
"""Writes one long health article as six publishing systems would serve it, with planted boilerplate, and checks what is read.

    check_markups.py ASKWELL [--keep FOLDER] [--only NAME]

Each heading, question with its answer, table row and list item has to be found, each paragraph has to be in a passage, and none
of the planted menu, banner, advert, share, newsletter, related-posts, biography and comment lines may be. All texts are our own.
"""
import argparse, html, json, os, re, subprocess, sys, tempfile

TITLE = "Living with reflux: what helps and what to avoid"
LEAD = "Reflux is common, unpleasant and usually manageable. This guide explains what happens in the body and which changes are worth your effort."
BODY = [
    ("p", "Acid reflux happens when stomach contents travel up into the gullet. A ring of muscle normally keeps the way shut, and when it relaxes at the wrong moment, acid burns tissue that was never built to meet it."),
    ("p", "Most adults notice it now and then, often after a heavy dinner. Twice a week or more is called reflux disease, and at that point it deserves a plan rather than a packet of mints."),
    ("h", 2, "What is happening in the gullet"),
    ("p", "The muscle ring opens for swallowing and closes again within seconds. Fat, alcohol and pressure from a full stomach all make it open when nothing has been swallowed."),
    ("h", 3, "Why lying down makes it worse"),
    ("p", "Upright, gravity returns what escapes. Flat on your back it stays, and saliva, which neutralises acid, is hardly produced during sleep."),
    ("quote", "The gullet has no shield of mucus like the stomach has; time is what does the damage."),
    ("h", 2, "Habits with good evidence"),
    ("p", "These changes helped in controlled trials:"),
    ("ul", ["Raising the head of the bed by fifteen centimetres", "Finishing the last meal three hours before bed", "Losing weight, if there is weight to lose", "Sleeping on the left side"]),
    ("p", "Other habits are cheap to try although the studies are small."),
    ("ol", ["Keep a diary of meals and symptoms for two weeks", "Leave out one suspected food at a time", "Bring it back and see whether symptoms return"]),
    ("h", 2, "Foods and drinks compared"),
    ("p", "Reactions differ from person to person, so read the table as a list of suspects."),
    ("table", "How often common foods are reported as triggers", ["Food", "Reported by", "Worth a trial"],
     [["Coffee", "41 of 100 people", "Yes, for two weeks"], ["Citrus juice", "38 of 100 people", "Yes"], ["Oatmeal", "3 of 100 people", "No"], ["Chocolate", "29 of 100 people", "Perhaps"]]),
    ("h", 2, "Medicines in brief"),
    ("p", "Antacids act within minutes and fade within an hour or two. Acid blockers need days, and they work best when taken before breakfast."),
    ("ul", ["Antacids: for rare symptoms", "Alginates: form a raft on top of the stomach contents", "Acid blockers: for frequent symptoms, for a limited time"]),
    ("h", 3, "When a medicine is not enough"),
    ("p", "Trouble swallowing, vomiting blood, black stools or weight loss without trying are reasons to see a doctor promptly and not to try another tablet."),
    ("h", 2, "Frequently asked questions"),
    ("faq", [
        ("Can reflux cause a cough?", ["Yes. Small amounts of acid can reach the throat and irritate it, mostly at night.", "A cough that lasts longer than eight weeks should be looked at by a doctor."]),
        ("Is milk a good remedy?", ["It soothes for a few minutes. After that, its fat and protein make the stomach produce more acid."]),
        ("How long may I take acid blockers?", ["Without advice, no longer than two weeks at a time."]),
        ("Does stress play a role?", ["Stress makes people notice reflux more. Whether it makes more acid is not settled."]),
    ]),
    ("h", 2, "The short version"),
    ("p", "Raise the bed, eat early, lose weight if you can, and test foods one by one. See a doctor when warning signs appear."),
]

# Planted lines by place; none may be in a passage.
P = {
    "cookie": ["We and our 214 partners store information on your device to keep this service free.", "Accept all", "Manage preferences", "You can change your mind at any time by visiting our privacy centre."],
    "menu": ["Home", "Conditions A to Z", "Nutrition", "Find a clinic near you", "Shop supplements", "Log in", "My account"],
    "crumbs": ["Digestive health hub", "Upper tract"],
    "meta": ["By Dana Whitlock, RD", "Medically reviewed by P. Osei, MD", "Updated on March 3, 2025", "7 min read"],
    "share": ["Share on Facebook", "Pin it", "Copy link", "Email this to a friend", "1.2k shares"],
    "toc": ["In this article", "Jump to the section you need"],
    "print": ["Printed from example-health.test on 4 May", "Print this page"],
    "adlabel": ["Advertisement", "Sponsored", "Ad - content continues below"],
    "ad": ["GastroCalm Plus: two capsules a day for a quiet stomach. Order today and save 30 percent.", "Sleep cooler with the AirWedge pillow, now with free shipping on every order.", "Try BiteBox for four weeks, meals delivered to your door. Cancel whenever you like."],
    "promo": ["Our free 14-day gut reset plan has helped thousands of readers. Download it now.", "Take our two-minute quiz to find out your reflux type."],
    "newsletter": ["Get our digestion tips every Thursday", "Enter your email address", "Join 80,000 readers. No spam, unsubscribe at any time.", "Sign me up"],
    "inline_related": ["Read next: Eight breakfasts that go easy on your stomach", "See also: Heartburn in pregnancy explained"],
    "related": ["You might also like", "Is kombucha good for you?", "Five signs of a slow stomach", "Hernia or heartburn: how to tell them apart", "A dietitian's shopping list for calm dinners"],
    "bio": ["About the author", "Dana Whitlock is a registered dietitian who has written about food for fifteen years. She lives in Leeds with two greyhounds.", "More posts by Dana"],
    "helpful": ["Was this article helpful?", "Thanks for letting us know.", "Yes", "No"],
    "comments": ["3 comments", "MarleneK says", "Has anyone tried apple cider vinegar for this?", "I drank it for a month and my dentist was not amused. Never again, people.", "Tobias_77 says", "Does the wedge pillow work for side sleepers? Mine keeps sliding off the mattress.", "Leave a reply", "Your email address will not be published."],
    "footer": ["About us", "Careers", "Terms of use", "The content on this website is provided for information and does not replace care by a professional.", "Copyright 2025 Example Health Media. All rights reserved."],
    "hidden": ["Menu open", "Skip to content", "Please enable scripts to view the interactive symptom checker."],
    "popup": ["Wait! Before you go, grab our free recipe book.", "No thanks, I like being bloated"],
    "trending": ["Trending now", "The truth about alkaline water", "Why burping is good for you"],
    "app": ["Get the app and track your symptoms wherever you are."],
    "donate": ["Independent health writing needs your help. Give five pounds a month."],
}
E = html.escape


def lines(key, tag="p", attrs=""):
    return "".join("<%s%s>%s</%s>" % (tag, attrs and " " + attrs, E(t), tag) for t in P[key])


def links(key, tag="li", attrs=""):
    return "".join("<%s%s><a href='/x%d'>%s</a></%s>" % (tag, attrs and " " + attrs, i, E(t), tag) for i, t in enumerate(P[key]))


def slug(text):
    return re.sub(r"\W+", "-", text.lower()).strip("-")


def interleave(render, inserts):
    """The body's parts with inserts between: inserts maps a part's number to markup that follows it."""
    out = []
    for number, part in enumerate(BODY):
        out.append(render(part))
        out.append(inserts.get(number, ""))
    return "".join(out)


def jsonld():
    pairs = [pair for part in BODY if part[0] == "faq" for pair in part[1]]
    return "<script type='application/ld+json'>%s</script>" % json.dumps({
        "@context": "https://schema.org", "@graph": [
            {"@type": "Article", "headline": TITLE, "author": {"@type": "Person", "name": "Dana Whitlock"}, "datePublished": "2025-01-10"},
            {"@type": "FAQPage", "mainEntity": [{"@type": "Question", "name": q, "acceptedAnswer": {"@type": "Answer", "text": " ".join("<p>%s</p>" % a for a in answers)}} for q, answers in pairs[:3]]}]})


def plain(part, heading="h{0}"):
    kind = part[0]
    if kind == "p": return "<p>%s</p>\n" % E(part[1])
    if kind == "h": return "<h%d id='%s'>%s</h%d>\n" % (part[1], slug(part[2]), E(part[2]), part[1])
    if kind == "quote": return "<blockquote><p>%s</p></blockquote>\n" % E(part[1])
    if kind in ("ul", "ol"): return "<%s>%s</%s>\n" % (kind, "".join("<li>%s</li>" % E(t) for t in part[1]), kind)
    if kind == "table":
        return "<table><caption>%s</caption><thead><tr>%s</tr></thead><tbody>%s</tbody></table>\n" % (
            E(part[1]), "".join("<th>%s</th>" % E(t) for t in part[2]), "".join("<tr>%s</tr>" % "".join("<td>%s</td>" % E(t) for t in row) for row in part[3]))
    return "".join("<h3>%s</h3>%s" % (E(q), "".join("<p>%s</p>" % E(a) for a in answers)) for q, answers in part[1])


HEAD = "<!DOCTYPE html><html lang=en><head><meta charset=utf-8><title>%s | Example Health</title><meta property='og:site_name' content='Example Health'><meta property='og:title' content='%s'>" % (TITLE, TITLE)


def block_editor():
    """WordPress with the block editor, Yoast's FAQ block, and the usual plugins."""
    def render(part):
        kind = part[0]
        if kind == "p": return '\n<p class="wp-block-paragraph">%s</p>\n' % E(part[1])
        if kind == "h": return '\n<h%d class="wp-block-heading" id="h-%s"><strong>%s</strong></h%d>\n' % (part[1], slug(part[2]), E(part[2]), part[1])
        if kind == "quote": return '<blockquote class="wp-block-quote is-layout-flow"><p>%s</p></blockquote>' % E(part[1])
        if kind in ("ul", "ol"): return '<%s class="wp-block-list">\n%s</%s>' % (kind, "".join("<li>%s</li>\n\n" % E(t) for t in part[1]), kind)
        if kind == "table":
            return '<figure class="wp-block-table is-style-stripes"><table class="has-fixed-layout"><thead><tr>%s</tr></thead><tbody>%s</tbody></table><figcaption class="wp-element-caption">%s</figcaption></figure>' % (
                "".join("<th>%s</th>" % E(t) for t in part[2]), "".join("<tr>%s</tr>" % "".join("<td>%s</td>" % E(t) for t in row) for row in part[3]), E(part[1]))
        return '<div class="schema-faq wp-block-yoast-faq-block">%s</div>' % "".join(
            '<div class="schema-faq-section" id="faq-question-17%d"><strong class="schema-faq-question">%s</strong> <p class="schema-faq-answer">%s</p> </div>' % (
                i, E(q), "<br/><br/>".join(E(a) for a in answers)) for i, (q, answers) in enumerate(part[1]))
    toc = '<div id="ez-toc-container" class="ez-toc-v2_0_61 counter-hierarchy"><p class="ez-toc-title">%s</p><ul>%s</ul></div>' % (
        E(P["toc"][0]), "".join('<li><a class="ez-toc-link" href="#h-%s">%s</a></li>' % (slug(p[2]), E(p[2])) for p in BODY if p[0] == "h"))
    ad = lambda i: '<div class="code-block code-block-%d" style="margin: 8px auto; text-align:center"><div>%s</div><p>%s</p></div>' % (i, P["adlabel"][i % 3], E(P["ad"][i % 3]))
    body = interleave(render, {
        1: toc, 3: ad(1), 5: '<p class="wp-block-paragraph"><strong>%s</strong></p>' % '<a href="/b">%s</a>' % E(P["inline_related"][0]),
        9: '<div class="wp-block-group has-background is-layout-constrained"><form class="mc4wp-form"><h3>%s</h3><label>%s <input type=email></label><p>%s</p><input type=submit value="%s"></form></div>' % tuple(map(E, P["newsletter"])),
        11: '<div class="wp-block-buttons"><div class="wp-block-button"><a class="wp-block-button__link" href="/dl">%s</a></div></div>' % E(P["promo"][0]), 14: ad(2), 18: '<p><em><a href="/p2">%s</a></em></p>' % E(P["inline_related"][1])})
    return HEAD + jsonld() + "</head><body class='post-template-default single single-post wp-embed-responsive'><a class='skip-link screen-reader-text' href='#c'>%s</a>" % P["hidden"][1] + \
        "<header class='site-header'><nav class='main-navigation'><ul class='menu'>%s</ul></nav></header><div class='breadcrumbs'>%s</div>" % (links("menu", "li", "class='menu-item'"), links("crumbs", "span")) + \
        "<main id='c'><article class='post-881 post type-post status-publish hentry category-digestion'><header class='entry-header'><h1 class='entry-title'>%s</h1><div class='entry-meta'>%s</div></header>" % (TITLE, lines("meta", "span")) + \
        "<div class='entry-content'><div class='sharedaddy sd-sharing-enabled'><h3 class='sd-title'>Share this:</h3><ul>%s</ul></div><p>%s</p>%s" % (links("share"), E(LEAD), body) + \
        "<div class='jp-relatedposts'><h3>%s</h3>%s</div></div><footer class='entry-footer'><div class='author-box'><h4>%s</h4><p>%s</p><a href='/d'>%s</a></div></footer></article>" % ((P["related"][0], links("related", "h4")) + tuple(map(E, P["bio"]))) + \
        "<div class='wpulike'>%s</div><section id='comments' class='comments-area'><h2>%s</h2><ol class='comment-list'><li class='comment'><b class='fn'>%s</b><p>%s</p><p>%s</p></li><li class='comment'><b>%s</b><p>%s</p></li></ol><div id='respond'><h3>%s</h3><p>%s</p></div></section></main>" % ((lines("helpful"),) + tuple(map(E, P["comments"]))) + \
        "<aside id='secondary' class='widget-area'>%s%s</aside><footer id='colophon'>%s</footer><div id='cookie-notice'>%s</div><div class='pum pum-overlay'>%s</div></body></html>" % (lines("trending"), lines("app"), lines("footer"), lines("cookie"), lines("popup"))


def newsletter():
    """A newsletter platform's web page: nested presentation tables and inline styles, no class that tells anything."""
    cell = '<tr><td style="padding:0 24px;font-family:Georgia,serif;font-size:18px;line-height:1.6;color:#333">%s</td></tr>'
    wrap = lambda inner: '<table role="presentation" width="100%%" border="0" cellspacing="0" cellpadding="0"><tbody>%s</tbody></table>' % inner

    def render(part):
        kind = part[0]
        if kind == "faq":
            return "".join(wrap(cell % ('<p style="margin:0"><strong>%s</strong></p>%s' % (E(q), "".join('<p style="margin:0 0 16px">%s</p>' % E(a) for a in answers)))) for q, answers in part[1])
        if kind == "table":
            return wrap(cell % ('<p style="text-align:center"><em>%s</em></p><table border="1" cellpadding="6"><tbody><tr>%s</tr>%s</tbody></table>' % (
                E(part[1]), "".join("<td><strong>%s</strong></td>" % E(t) for t in part[2]), "".join("<tr>%s</tr>" % "".join("<td>%s</td>" % E(t) for t in row) for row in part[3]))))
        return wrap(cell % plain(part))
    ad = lambda i: wrap('<tr><td style="background:#f4f4ef;padding:16px;text-align:center"><p style="font-size:11px;text-transform:uppercase">%s</p><p><a href="https://go.test/%d" style="color:#111">%s</a></p></td></tr>' % (P["adlabel"][1], i, E(P["ad"][i])))
    body = interleave(render, {1: ad(0), 6: wrap('<tr><td class="button-wrapper" style="text-align:center"><a class="button primary" href="/s"><span>%s</span></a></td></tr>' % P["newsletter"][3]), 11: ad(1), 15: wrap(cell % ('<p><a href="/q">%s</a></p>' % E(P["promo"][1]))), 17: ad(2)})
    return HEAD + "</head><body style='margin:0'><div style='display:none;max-height:0;overflow:hidden'>%s</div>" % E(P["hidden"][0]) + \
        wrap('<tr><td align="right" style="font-size:12px"><a href="/w">View this email in your browser</a></td></tr><tr><td><a href="/">Home</a> | <a href="/a">%s</a> | <a href="/l">%s</a></td></tr>' % (P["menu"][1], P["menu"][5])) + \
        wrap("<tr><td align=center>%s</td></tr>" % wrap(cell % ("<h1>%s</h1><p style='font-size:13px;color:#777'>%s</p>" % (TITLE, " &middot; ".join(map(E, P["meta"])))) + (cell % ("<p>%s</p>" % E(LEAD))) + "<tr><td>%s</td></tr>" % body)) + \
        wrap("<tr><td style='text-align:center'><p>%s</p></td></tr><tr><td>%s</td></tr>" % (E(P["bio"][1]), " ".join("<a href='/s%d'>%s</a>" % (i, E(t)) for i, t in enumerate(P["share"])))) + \
        wrap("<tr><td style='font-size:11px;color:#999'><p>%s</p><p>%s</p><p>You receive this because you signed up. <a href='/u'>Unsubscribe</a></p></td></tr>" % (E(P["newsletter"][2]), E(P["footer"][4]))) + "</body></html>"


def tag_soup():
    """Upper-case tags, FONT, nested layout tables, unclosed P, LI, TD; windows-1252 without a declaration."""
    def render(part):
        kind = part[0]
        if kind == "p": return "<P><FONT FACE=Arial SIZE=2>%s</FONT>\n" % E(part[1])
        if kind == "h": return "<H%d><FONT COLOR=navy>%s</FONT></H%d>\n" % (part[1], E(part[2]), part[1])
        if kind == "quote": return "<BLOCKQUOTE><I>%s</I></BLOCKQUOTE>\n" % E(part[1])
        if kind in ("ul", "ol"): return "<%s>%s</%s>\n" % (kind.upper(), "".join("<LI><FONT FACE=Arial SIZE=2>%s</FONT>\n" % E(t) for t in part[1]), kind.upper())
        if kind == "table":
            return "<P><B>%s</B><TABLE BORDER=1 CELLPADDING=3><TR BGCOLOR=#CCCCCC>%s\n%s</TABLE>\n" % (
                E(part[1]), "".join("<TD><B>%s</B>" % E(t) for t in part[2]), "".join("<TR>%s\n" % "".join("<TD>%s" % E(t) for t in row) for row in part[3]))
        return "".join("<P><FONT FACE=Arial SIZE=2><B>Q: %s</B><BR>\nA: %s</FONT>\n" % (E(q), "<BR><BR>".join(map(E, answers))) for q, answers in part[1])
    box = lambda a, b: "<CENTER><TABLE WIDTH=300 BGCOLOR=#FFFFCC BORDER=0><TR><TD ALIGN=center><FONT SIZE=1>%s</FONT><BR><A HREF=http://ads.test/c?1><FONT SIZE=2>%s</FONT></A></TABLE></CENTER>\n" % (E(a), E(b))
    body = interleave(render, {1: box(P["adlabel"][0], P["ad"][0]), 6: "<P><A HREF=x.html><FONT SIZE=2>%s</FONT></A>" % E(P["inline_related"][0]), 11: box(P["adlabel"][1], P["ad"][1]), 15: "<TABLE ALIGN=right WIDTH=150><TR><TD><FONT SIZE=1><A HREF=/quiz>%s</A></FONT></TABLE>" % E(P["promo"][1])})
    nav = "<BR>\n".join("<A HREF=/%d.html>%s</A>" % (i, E(t)) for i, t in enumerate(P["menu"] + P["trending"][1:] + P["related"][1:]))
    return "<HTML><HEAD><TITLE>%s - Example Health</TITLE></HEAD>\n<BODY BGCOLOR=WHITE><TABLE WIDTH=100%%><TR><TD COLSPAN=3><FONT SIZE=1>%s</FONT>\n<TR><TD WIDTH=150 VALIGN=top BGCOLOR=#DDEEFF><FONT SIZE=1><B>%s</B><BR>%s</FONT>\n" % (TITLE, " | ".join("<A HREF=/c%d>%s</A>" % (i, E(t)) for i, t in enumerate(P["crumbs"])), P["trending"][0], nav) + \
        "<TD VALIGN=top><TABLE WIDTH=100%% CELLSPACING=8><TR><TD><H1>%s</H1><FONT SIZE=1>%s</FONT><P><I>%s</I>\n%s" % (TITLE, "<BR>".join(map(E, P["meta"][:3])), E(LEAD), body) + \
        "<P>It\x92s your body \x96 and your choice.\n<HR><FONT SIZE=1>%s</FONT></TABLE>\n<TD WIDTH=160 VALIGN=top><FONT SIZE=1>%s<P>%s<P><A HREF=/d>%s</A></FONT>\n" % (" | ".join("<A HREF=/f%d>%s</A>" % (i, E(t)) for i, t in enumerate(P["share"][:4])), P["adlabel"][1], E(P["ad"][2]), E(P["donate"][0])) + \
        "<TR><TD COLSPAN=3 ALIGN=center><HR><FONT SIZE=1>%s<BR>%s</FONT></TABLE></BODY></HTML>" % (" | ".join("<A HREF=/t>%s</A>" % E(t) for t in P["footer"][:3]), "<BR>".join(map(E, P["footer"][3:])))


def accordion():
    """Sections and questions in accordions with microdata; hashed class names; closed panels are hidden."""
    sections, current = [], None
    for part in BODY:
        if part[0] == "h" and part[1] == 2:
            current = (part[2], [])
            sections.append(current)
        elif current is None:
            sections.append((None, [part])) if not sections else sections[-1][1].append(part)
        else:
            current[1].append(part)

    def faq(pairs):
        return '<div class="css-9k2lmq" itemscope itemtype="https://schema.org/FAQPage">%s</div>' % "".join(
            '<div class="css-1d8k" itemscope itemprop="mainEntity" itemtype="https://schema.org/Question"><h3 class="css-77ab"><button type="button" aria-expanded="false" aria-controls="p%d" id="b%d"><span itemprop="name">%s</span><svg><path/></svg></button></h3><div id="p%d" role="region" aria-labelledby="b%d" hidden itemscope itemprop="acceptedAnswer" itemtype="https://schema.org/Answer"><div itemprop="text">%s</div></div></div>' % (
                i, i, E(q), i, i, "".join("<p>%s</p>" % E(a) for a in answers)) for i, (q, answers) in enumerate(pairs))

    def render(part):
        return faq(part[1]) if part[0] == "faq" else plain(part)
    ad = lambda i: '<div class="css-x81n2k"><span class="css-0">%s</span><div class="css-4tt"><a href="/o%d">%s</a></div></div>' % (P["adlabel"][i % 2], i, E(P["ad"][i]))
    out = []
    for i, (name, parts) in enumerate(sections):
        inner = "".join(map(render, parts))
        if name is None: out.append('<div class="css-10a">%s</div>' % inner)
        else: out.append('<section class="css-2fz"><h2 class="css-8g"><button aria-expanded="%s" aria-controls="s%d"><span>%s</span></button></h2><div id="s%d" class="css-p4"%s>%s</div></section>' % ("true" if i < 2 else "false", i, E(name), i, "" if i < 2 else ' style="display:none"', inner))
        if i in (1, 3, 4): out.append(ad(i % 3))
        if i == 2: out.append('<div class="css-nl77"><div><p>%s</p><p>%s</p><form><input placeholder="%s"><button>%s</button></form></div></div>' % (P["newsletter"][0], E(P["newsletter"][2]), P["newsletter"][1], P["newsletter"][3]))
    rel = '<div class="css-rr0"><h2>%s</h2><ul>%s</ul></div>' % (P["related"][0], "".join('<li class="css-r1"><a href="/r%d"><h3>%s</h3></a></li>' % (i, E(t)) for i, t in enumerate(P["related"][1:])))
    return HEAD + "</head><body><div id=root><div class='css-bn1' role='dialog' aria-modal=true>%s<button>%s</button><button>%s</button>%s</div>" % (lines("cookie")[:0] + "<p>%s</p>" % E(P["cookie"][0]), P["cookie"][1], P["cookie"][2], "<p>%s</p>" % E(P["cookie"][3])) + \
        "<header><nav><ul>%s</ul></nav></header><nav aria-label=Breadcrumb><ol>%s</ol></nav><main><h1>%s</h1><p class='css-ld'>%s</p><div class='css-by1'>%s</div><div class='css-sh'>%s</div>" % (links("menu"), links("crumbs"), TITLE, E(LEAD), lines("meta", "span"), "".join("<button>%s</button>" % E(t) for t in P["share"])) + \
        "".join(out) + "<div class='css-hf'><p>%s</p><button>%s</button><button>%s</button><div hidden>%s</div></div>" % (P["helpful"][0], P["helpful"][2], P["helpful"][3], P["helpful"][1]) + rel + \
        "</main><aside>%s</aside><footer>%s</footer></div><noscript>%s</noscript></body></html>" % (lines("promo"), lines("footer"), P["hidden"][2])


def div_soup():
    """Nothing but div and span; headings by ARIA, lists by role, a grid by role, hashed names; boilerplate inside the body."""
    def render(part):
        kind = part[0]
        if kind == "p": return '<div class="sc-aXZVg kTyq"><span>%s</span></div>' % E(part[1])
        if kind == "h": return '<div class="sc-gEvEer" role="heading" aria-level="%d">%s</div>' % (part[1], E(part[2]))
        if kind == "quote": return '<div class="sc-eqUAAy"><span>%s</span></div>' % E(part[1])
        if kind in ("ul", "ol"): return '<div role="list" class="sc-fqkvVR">%s</div>' % "".join('<div role="listitem" class="sc-dcJsrY"><span>%s</span></div>' % E(t) for t in part[1])
        if kind == "table":
            row = lambda cells, role: '<div role="row" class="sc-iGgWBj">%s</div>' % "".join('<div role="%s" class="sc-gsFSXq"><span>%s</span></div>' % (role, E(t)) for t in cells)
            return '<div class="sc-aXZVg"><span>%s</span></div><div role="table" class="sc-kAyceB">%s%s</div>' % (E(part[1]), row(part[2], "columnheader"), "".join(row(r, "cell") for r in part[3]))
        return "".join('<div class="sc-imWYAI"><div class="sc-jXbUNg" role="heading" aria-level="3">%s</div>%s</div>' % (E(q), "".join('<div class="sc-dhKdcB"><span>%s</span></div>' % E(a) for a in answers)) for q, answers in part[1])
    box = lambda *texts: '<div class="sc-kpDqfm">%s</div>' % "".join('<div class="sc-dAlyuH">%s</div>' % t for t in texts)
    link = lambda t: '<a href="/z">%s</a>' % E(t)
    body = interleave(render, {1: box(P["toc"][0], *['<a href="#x">%s</a>' % E(p[2]) for p in BODY if p[0] == "h"]), 3: box(P["adlabel"][0], link(P["ad"][0])), 6: box(link(P["inline_related"][0])), 9: box("<span>%s</span>" % P["newsletter"][0], "<input type=email>", '<div role="button" tabindex=0>%s</div>' % P["newsletter"][3]), 14: box(P["adlabel"][1], link(P["ad"][1])), 18: box(link(P["promo"][1]))})
    return HEAD + "</head><body><div id='__next'><div class='sc-l1' role='banner'><div role='navigation'>%s</div></div>" % links("menu", "div") + \
        "<div class='sc-l2'>%s</div><div role='main' class='sc-l3'><div role='heading' aria-level='1' class='sc-h'>%s</div><div class='sc-m'>%s</div><div class='sc-sh'>%s</div><div class='sc-aXZVg kTyq'><span>%s</span></div>%s" % (links("crumbs", "span"), TITLE, lines("meta", "div"), "".join("<div role='button'>%s</div>" % E(t) for t in P["share"]), E(LEAD), body) + \
        "<div class='sc-w'><div role='heading' aria-level='2'>%s</div>%s</div>" % (P["related"][0], "".join("<div class='sc-c'><a href='/k'><div>%s</div></a></div>" % E(t) for t in P["related"][1:])) + \
        "<div class='sc-ab'><div>%s</div><div>%s</div><div><a href='/d'>%s</a></div></div>" % tuple(map(E, P["bio"])) + \
        "<div class='sc-q'><div role='heading' aria-level='2'>%s</div>%s</div>" % (P["comments"][0], "".join("<div class='sc-u'><div>%s</div></div>" % E(t) for t in P["comments"][1:])) + \
        "</div><div role='contentinfo'>%s</div><div role='alertdialog'>%s</div></div></body></html>" % (lines("footer", "div"), lines("cookie", "div"))


def word_export():
    """Saved from a word processor: MsoNormal, bullets as text, conditional comments, o:p; pasted into a small site's frame."""
    o = "<o:p></o:p>"

    def render(part):
        kind = part[0]
        if kind == "p": return "<p class=MsoNormal style='margin-bottom:8.0pt;line-height:107%%'><span lang=EN-GB style='mso-ansi-language:EN-GB'>%s%s</span></p>\n" % (E(part[1]).replace(" ", "\n", 1), o)
        if kind == "h":
            if part[1] == 2: return "<h2><span lang=EN-GB>%s%s</span></h2>\n" % (E(part[2]), o)
            return "<p class=MsoNormal><b><span lang=EN-GB style='font-size:13.0pt'>%s%s</span></b></p>\n" % (E(part[2]), o)
        if kind == "quote": return "<p class=MsoQuote><i><span lang=EN-GB>%s%s</span></i></p>\n" % (E(part[1]), o)
        if kind in ("ul", "ol"):
            mark = lambda i: "<span style='font-family:Symbol'>&middot;<span style='font:7.0pt \"Times New Roman\"'>&nbsp;&nbsp;&nbsp;&nbsp; </span></span>" if kind == "ul" else "<span>%d.<span style='font:7.0pt \"Times New Roman\"'>&nbsp;&nbsp;&nbsp; </span></span>" % (i + 1)
            names = ["First"] + ["Middle"] * (len(part[1]) - 2) + ["Last"]
            return "".join("<p class=MsoListParagraphCxSp%s style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]>%s<![endif]><span lang=EN-GB>%s%s</span></p>\n" % (names[i], mark(i), E(t), o) for i, t in enumerate(part[1]))
        if kind == "table":
            cell = lambda t, b: "<td width=208 valign=top style='border:solid windowtext 1.0pt;padding:0cm 5.4pt'><p class=MsoNormal>%s<span>%s%s</span>%s</p></td>" % ("<b>" * b, E(t), o, "</b>" * b)
            return "<p class=MsoCaption><span>%s%s</span></p><table class=MsoTableGrid border=1 cellspacing=0><tr>%s</tr>%s</table>\n" % (E(part[1]), o, "".join(cell(t, 1) for t in part[2]), "".join("<tr>%s</tr>" % "".join(cell(t, 0) for t in row) for row in part[3]))
        return "".join("<p class=MsoNormal><b><span lang=EN-GB>%s%s</span></b></p>\n%s" % (E(q), o, "".join("<p class=MsoNormal><span lang=EN-GB>%s%s</span></p>\n" % (E(a), o) for a in answers)) for q, answers in part[1])
    ad = lambda i: "<div style='text-align:center;margin:12px'><small>%s</small><br><a href='/b%d'>%s</a></div>\n" % (P["adlabel"][i % 2], i, E(P["ad"][i]))
    body = interleave(render, {3: ad(0), 11: ad(1), 16: "<p class=MsoNormal><a href='/r'><span>%s</span></a>%s</p>" % (E(P["inline_related"][1]), o)})
    return "<html xmlns:o='urn:schemas-microsoft-com:office:office' xmlns:w='urn:schemas-microsoft-com:office:word'><head><meta http-equiv=Content-Type content='text/html; charset=utf-8'><meta name=Generator content='Microsoft Word 15'><title>%s</title><!--[if gte mso 9]><xml><w:WordDocument><w:View>Print</w:View></w:WordDocument></xml><![endif]--><style><!-- /* Style */ p.MsoNormal {margin:0cm} --></style></head><body lang=EN-GB>" % TITLE + \
        "<div class=top><ul>%s</ul></div><div class=banner>%s</div><div class=WordSection1><p class=MsoTitle><span>%s%s</span></p><p class=MsoNormal><span>%s%s</span></p>%s" % (links("menu"), lines("donate"), TITLE, o, E(LEAD), o, body) + \
        "<p class=MsoNormal>%s&nbsp;%s</p></div><div class=share>%s</div><div class=post-comments>%s</div><div class=bottom>%s</div></body></html>" % ("", o, links("share", "span"), lines("comments"), " ".join("<a href='/x'>%s</a>" % E(t) for t in P["footer"]))


SYSTEMS = {f.__name__: f for f in (block_editor, newsletter, tag_soup, accordion, div_soup, word_export)}


def squeeze(text):
    return re.sub(r"\s+", " ", text or "").strip()


def check(report, body, lead, planted):
    passages = report["passages"]
    said = [squeeze(" ".join(filter(None, (p["text"], p["search"], p["question"])))) for p in passages]
    raw = report["text"].encode()
    block = lambda b: squeeze(raw[b["range"][0]:b["range"][1]].decode()) if "range" in b else squeeze(b.get("text"))
    headings = {squeeze(h) for p in passages for h in p["section"]} | {block(b) for b in report["blocks"] if "heading" in str(b["kind"])} | {squeeze(p["question"]) for p in passages}
    wrong = []
    for part in body:
        kind = part[0]
        if kind in ("p", "quote") and not any(part[1] in s for s in said): wrong.append("lost paragraph: " + part[1][:60])
        if kind == "h" and part[2] not in headings: wrong.append("lost heading: " + part[2])
        if kind in ("ul", "ol"):
            for item in part[1]:
                if not any(p["kind"] == "list" and item in squeeze(p["text"]) for p in passages): wrong.append("lost item: " + item)
        if kind == "table":
            for row in part[3]:
                if not any(p["kind"] in ("tableRow", "table-row", "row") and all(c in s for c in row) and part[2][1] in s for p, s in zip(passages, said)): wrong.append("lost row: " + row[0])
        if kind == "faq":
            for q, answers in part[1]:
                found = [f for f in report["faq"] if squeeze(f["question"]) == q]
                if not found: wrong.append("lost question: " + q)
                elif squeeze(found[0]["answer"]) != squeeze(" ".join(answers)): wrong.append("answer: %s -> %s" % (q, squeeze(found[0]["answer"])[-80:]))
    wanted = {q for part in body if part[0] == "faq" for q, _ in part[1]}
    wrong += ["false question: " + f["question"] for f in report["faq"] if squeeze(f["question"]) not in wanted]
    if not any(lead in s for s in said): wrong.append("lost lead")
    for key, texts in planted.items():
        for text in texts:
            exact = len(text) < 12
            if any((text in (p["text"] or "").split("\n")) if exact else text in s for p, s in zip(passages, said)): wrong.append("leaked %s: %s" % (key, text[:60]))
            elif text in headings: wrong.append("leaked heading: " + text)
    return wrong


def encode_legacy(text):
    """The bytes of windows-1252, which a page writes as its characters or as U+0080 to U+009F."""
    return b"".join(c.encode("latin-1" if c < "\u0100" else "cp1252", "xmlcharrefreplace") for c in text)


def run(description, systems, body, lead, planted, legacy=("tag_soup",)):
    """Writes each system's page, reads it, prints what is wrong; 1 when anything is."""
    ap = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("program")
    ap.add_argument("--keep")
    ap.add_argument("--only")
    args = ap.parse_args()
    bad = 0
    with tempfile.TemporaryDirectory() as scratch:
        folder = args.keep or scratch
        os.makedirs(folder, exist_ok=True)
        for name, make in systems.items():
            if args.only not in (None, name): continue
            path = os.path.join(folder, name + ".html")
            text = make()
            with open(path, "wb") as f: f.write(text.encode("utf-8") if name not in legacy else encode_legacy(text))
            done = subprocess.run([args.program, "inspect", "--json", path], capture_output=True)
            if done.returncode:
                print("%s: status %d" % (name, done.returncode)); bad += 1; continue
            wrong = check(json.loads(done.stdout), body, lead, planted)
            print("%s: %s" % (name, "all found, nothing planted" if not wrong else "%d wrong" % len(wrong)))
            for line in wrong: print("  " + line)
            bad += len(wrong)
    print("planted lines: %d" % sum(map(len, planted.values())))
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(run(__doc__, SYSTEMS, BODY, LEAD, P))
