#!/usr/bin/env python3
"""A fifth article in six further markups, written after the rules were mended with the four others; its first run was an estimate.

    check_fifth_article.py ASKWELL [--keep FOLDER] [--only NAME]

A Divi post, a mail platform with a row for each paragraph, frames of tables with "Question:" and "Answer:", Bootstrap 4 with microdata,
React's divs with ARIA headings, and Word's filtered export, whose headings are bold paragraphs and whose questions bold italics.
"""
import sys
import check_two_articles as T
from check_two_articles import E, J, slug
from check_markups import run as run_systems

ART=dict(title="Shingles: symptoms, treatment and the vaccine",
 lead="Anyone who has had chickenpox carries the virus for life. In one person in three it comes back as shingles, a painful band of blisters on one side of the body.",
 body=[("p","The virus sleeps in the roots of nerves. When defences drop, with age, stress or medicines, it travels along one nerve to the skin."),
 ("h",2,"First signs"),("p","Burning or stabbing pain often comes two to four days before the rash, and is then taken for a heart attack, a slipped disc or a toothache."),
 ("ul",["Tingling in one strip of skin","Tiredness and a slight fever",("Then blisters, which",["stay on one side","dry up within ten days"])]),
 ("h",3,"On the face"),("p","Blisters near the eye or the ear are urgent. Sight and hearing can be lost within days."),
 ("h",2,"Is it contagious?"),("p","You cannot catch shingles from anybody. Fluid from the blisters can give chickenpox to people who never had it."),
 ("h",2,"Treatment"),("p","Antiviral tablets work best within 72 hours:"),
 ("ol",["Aciclovir five times a day","Valaciclovir three times a day","Brivudine once a day"]),
 ("table","Antiviral tablets compared",["Name","Dose","Days"],[["Aciclovir","800 mg","7"],["Valaciclovir","1000 mg","7"],["Brivudine","125 mg","7"]]),
 ("quote","It felt like a hot wire under my skin."),
 ("h",3,"Pain that stays"),("p","One patient in ten still hurts after three months. Ask for a pain clinic early."),
 ("h",2,"The vaccine"),("p","Two doses, two to six months apart, protect nine out of ten people over fifty. Follow your own doctor\u2019s advice if your defences are low."),
 ("h",2,"Questions and answers"),("faq",[
  ("Can I get shingles twice?",["Yes, about one person in twenty does."]),
  ("May I go to work?",["If the blisters are covered and you feel well enough.","Keep away from pregnant colleagues who never had chickenpox."]),
  ("Does the vaccine contain live virus?",["The current one does not."]),
  ("Should I use ointments?",["Zinc lotion dries the blisters. Cortisone creams do harm."])]),
 ("h",2,"See a doctor the same day if"),("ul",["the rash is on your face","you are pregnant","your immune system is weak"]),
 ])
PL={"cookie":["Cookie settings","We use tracking technologies from third parties.","Strictly necessary","Allow everything","Imprint"],
 "skip":["Go to content","Menu"],
 "menu":["Diseases","Medicines","Nutrition","Family","Pharmacies nearby","Forum","Sign up","Deutsch"],
 "crumbs":["Skin","Infections"],
 "meta":["Author: Petra Lindqvist","Medical review by Dr. Amir Sadek","Last modified on 2 February 2025","5 minute read","Categories: Skin, Viruses"],
 "share":["Facebook share","WhatsApp this","Mail to a friend","Save for later","Listen to this article"],
 "toc":["Table of contents","Collapse all"],
 "ad":["Dermaglow cream: first jar half price.","Hearing aids without a deposit, try them at home.","Solar panels for tenants explained.","Ad","Learn more about this advertiser"],
 "promo":["Find a vaccination centre near you.","Quiz: how strong are your defences?","Become a member and read without ads."],
 "newsletter":["Get our weekly skin letter","Tips from dermatologists every Monday morning.","E-mail address","Send it to me","We never share your address."],
 "inline":["Also interesting: Chickenpox in adults","Read on: What cold sores have to do with it"],
 "related":["Related articles","Hives: when the skin goes wild","Psoriasis in winter","Seven facts about warts","Sunburn first aid"],
 "trending":["What others are reading","The best sleep position","Is ginger really healthy?"],
 "bio":["About Petra Lindqvist","Petra Lindqvist has written about skin since 2011. Her dog is called Zoster.","More from Petra"],
 "helpful":["Was this helpful to you?","Thumbs up","Thumbs down","Thanks, your vote has been counted."],
 "comments":["2 comments","Write a comment","sunny_side66","Mine came the week after my divorce, no joke.","nurse_jo","The second jab knocked me out for a day but worth it.","Report this comment","Show older comments"],
 "footer":["About this portal","Advertise here","Terms of service","All information is general and replaces no visit to a doctor.","\u00a9 Skin and Co. 2025","Follow us on Facebook"],
 "popup":["One moment please!","Take our reader survey and win a beach bag.","No thanks, later"],
 "donate":["Support independent health journalism with a coffee."],
 "chat":["Hello, can I help you?","Live chat"],"app":["Scan your moles with our app."],
 "hidden":["Loading more articles","Activate JavaScript to vote."],"paywall":["Three articles left this week."],
 "tags":["Topics: virus, skin, nerves"],"pager":["Previous: Ringworm","Next: Scabies"],"disclosure":["Advertising disclosure: we receive commissions."]}


def lns(k, tag="p", a="", c=None): return T.lines(k,tag,a,c)


def lk(k, tag="li", a="", s=0, c=None): return T.links(k,tag,a,s,c)


def divi_post():
    def r(part):
        if part[0]=="faq": return "</div></div></div><div class='et_pb_module et_pb_accordion et_pb_accordion_0'>%s</div><div class='et_pb_module et_pb_text'><div class='et_pb_text_inner'>"%J("<div class='et_pb_toggle et_pb_module et_pb_accordion_item et_pb_accordion_item_%d et_pb_toggle_%s'><h5 class='et_pb_toggle_title'>%s</h5><div class='et_pb_toggle_content clearfix'>%s</div></div>"%(i,"open" if i==0 else "close",E(q),J("<p>%s</p>"%E(x) for x in a)) for i,(q,a) in enumerate(part[1]))+"<div>"
        if part[0]=="table": return "<table style='width:100%%'><tbody><tr>%s</tr>%s</tbody></table><p style='text-align:center'><small>%s</small></p>"%(J("<td><b>%s</b></td>"%E(t) for t in part[2]),J("<tr>%s</tr>"%J("<td>%s</td>"%E(c) for c in x) for x in part[3]),E(part[1]))
        return T.plain(part)
    t=T.body(r,{1:"<div class='et_pb_ab_goal adsense-block'><span>%s</span><p>%s</p></div>"%(PL["ad"][3],PL["ad"][0]),4:"<div class='et_bloom_inline_form'><h2>%s</h2><p>%s</p><form><input placeholder='%s'><button>%s</button></form><div class='et_bloom_form_footer'>%s</div></div>"%tuple(map(E,PL["newsletter"])),8:"<p class='su-note'><a href='/r'>%s</a></p>"%E(PL["inline"][0])})
    return "<!DOCTYPE html><html lang='en-US'><head><meta charset='UTF-8'><title>%s | Skin and Co.</title></head><body class='post-template-default single et_pb_pagebuilder_layout'><div id='page-container'><header id='main-header'><nav id='top-menu-nav'><ul id='top-menu'>%s</ul></nav></header><div id='et-main-area'><div id='main-content'><article id='post-9' class='post type-post hentry'><div class='et_post_meta_wrapper'><h1 class='entry-title'>%s</h1><p class='post-meta'>%s</p></div><div class='entry-content'><div class='et_pb_section'><div class='et_pb_row'><div class='et_pb_column'><div class='et_pb_module et_social_inline'>%s</div><div class='et_pb_module et_pb_text'><div class='et_pb_text_inner'><p>%s</p>%s</div></div></div></div></div></div><div class='et_pb_post_tags'>%s</div><div class='et_pb_author_box'><h4>%s</h4><p>%s</p><a>%s</a></div><section id='comment-wrap'><h1 id='comments' class='page_title'>%s</h1>%s</section></article></div><div id='sidebar'><div class='et_pb_widget'><h4 class='widgettitle'>%s</h4><ul>%s</ul></div><div class='et_pb_widget'><h4>%s</h4><ul>%s</ul></div></div></div><footer id='main-footer'>%s</footer></div><div class='cookie-consent'>%s</div><div class='et_bloom_popup'>%s</div></body></html>"%(E(ART["title"]),lk("menu"),E(ART["title"]),lns("meta","span"),lk("share","span"),E(ART["lead"]),t,PL["tags"][0],*map(E,PL["bio"]),PL["comments"][0],lns("comments"),PL["trending"][0],lk("trending",s=1),PL["related"][0],lk("related",s=1),lns("footer"),lns("cookie"),lns("popup"))


def beehiiv():
    def r(part):
        s="<td class='dd' align='left' style='padding:0px 28px;text-align:left;word-break:break-word;'>%s</td>"
        if part[0]=="p": return "<tr>%s</tr>"%(s%("<p style='line-height:24px;'> %s </p>"%E(part[1])))
        if part[0]=="h": return "<tr><td id='%s' class='dd' align='left' valign='top' style='padding:0 28px;'><h%d style='color:#2A2A2A;'>%s</h%d></td></tr>"%(slug(part[2]),part[1],E(part[2]),part[1])
        if part[0]=="quote": return "<tr><td style='padding:8px 28px'><table width='100%%'><tr><td style='border-left:4px solid'><p style='font-style:italic'>%s</p></td></tr></table></td></tr>"%E(part[1])
        if part[0]=="faq": return J("<tr>%s</tr><tr>%s</tr>"%(s%("<p><b>%s</b></p>"%E(q)),s%J("<p>%s</p>"%E(x) for x in a)) for q,a in part[1])
        if part[0]=="table": return "<tr>%s</tr><tr><td style='padding:14px 28px'><table width='100%%' style='border-collapse:collapse'><tr>%s</tr>%s</table></td></tr>"%(s%("<p><i>%s</i></p>"%E(part[1])),J("<th><p>%s</p></th>"%E(t) for t in part[2]),J("<tr>%s</tr>"%J("<td><p>%s</p></td>"%E(c) for c in x) for x in part[3]))
        return "<tr><td style='padding:0 28px'><div style='margin-left:0'>%s</div></td></tr>"%T.plain(part)
    t=T.body(r,{2:"<tr><td align='center' style='padding:14px 32px'><table><tr><td style='background:#222'><a href='/b' style='color:#fff'>%s</a></td></tr></table></td></tr>"%E(PL["newsletter"][3]),7:"<tr><td><table width='100%%' style='border:1px solid'><tr><td><p style='font-size:12px'>%s</p><p><a href='/x'>%s</a></p></td></tr></table></td></tr>"%(PL["ad"][3],E(PL["ad"][0]))})
    return "<!DOCTYPE html><html lang='en'><head><meta charset='utf-8'><title>%s</title></head><body class='full'><div role='article' aria-roledescription='email'><div style='display:none;max-height:0'>%s</div><table role='none' width='100%%'><tr><td align='center'><table role='none' width='670'><tr><td><table role='none' width='100%%'><tr><td align='right'><p><span>%s</span> | <a href='/r'>%s</a></p></td></tr><tr><td><h1>%s</h1><p style='font-size:12px'>%s</p></td></tr><tr><td style='padding:0 28px'><p>%s</p></td></tr>%s</table></td></tr><tr><td><table role='none'><tr>%s</tr></table><table role='none'><tr><td><p>%s</p><p>%s</p><p>%s</p></td></tr></table></td></tr></table></td></tr></table></div></body></html>"%(E(ART["title"]),PL["hidden"][0],PL["meta"][2],PL["skip"][0],E(ART["title"]),"<br>".join(map(E,PL["meta"][:2])),E(ART["lead"]),t,J("<td><a href='/s'>%s</a></td>"%E(x) for x in PL["share"]),E(PL["newsletter"][4]),E(PL["footer"][4]),E(PL["footer"][3]))


def frames():
    def r(part):
        f="<font face=arial size=2>%s</font>"
        if part[0]=="p": return "<p align=justify>"+f%E(part[1])+"\n"
        if part[0]=="h": return "<a name=%s></a><p>"%slug(part[2])+"<font face=arial size=%d color=#cc0000><b>%s</b></font>\n"%(5-part[1]+1,E(part[2]))
        if part[0]=="quote": return "<center><p><i>%s</i></center>\n"%(f%E(part[1]))
        if part[0] in("ul","ol"): return "<%s>%s</%s>"%(part[0],T.nested(part[1],"ul","<li>"+f+"\n"),part[0])
        if part[0]=="table": return "<center><table border=1 cellspacing=0 cellpadding=4><caption><b>%s</b></caption><tr bgcolor=#eeeeee>%s%s</table></center>"%(E(part[1]),J("<td align=center><b>%s</b>"%(f%E(t)) for t in part[2]),J("<tr>%s"%J("<td>"+f%E(c) for c in x) for x in part[3]))
        return J("<p><font face=arial size=2 color=#003399><b>Question: %s</b></font><br><font face=arial size=2>Answer: %s</font>\n"%(E(q),"<br><br>".join(map(E,a))) for q,a in part[1])
    ad=lambda i:"<table width=100%% bgcolor=#ffffcc><tr><td align=center><font size=1>%s</font><br><a href=/a%d><b>%s</b></a></table>"%(PL["ad"][3],i,E(PL["ad"][i]))
    t=T.body(r,{1:ad(0),8:ad(1)})
    return "<html><head><title>%s</title></head><body bgcolor=#ffffff text=#000000><table width=760 align=center border=0 cellpadding=6><tr><td colspan=2 bgcolor=#cc0000><font color=white size=6>Skin and Co.</font><tr><td colspan=2 bgcolor=#eeeeee><font size=1>%s</font><tr><td valign=top width=150><font size=1><b>%s</b><p>%s<p>%s<p><a href=/n>%s</a></font><td valign=top><font size=1>%s</font><h1>%s</h1><font size=1>%s</font><p><b>%s</b>%s<p>He said \x93rest\x94 \x96 and it\x92s true.<hr><font size=1>%s</font><p><font size=2><b>%s</b></font>%s<tr><td colspan=2 align=center><font size=1>%s</font></table></body></html>"%(E(ART["title"])," | ".join("<a href=/m>%s</a>"%E(x) for x in PL["menu"]),E(PL["trending"][0]),"<br>".join("<a href=/t>%s</a>"%E(x) for x in PL["trending"][1:]),"<br>".join("<a href=/t>%s</a>"%E(x) for x in PL["related"][1:]),PL["newsletter"][0]," &gt; ".join("<a href=/c>%s</a>"%E(x) for x in PL["crumbs"]),E(ART["title"]),"<br>".join(map(E,PL["meta"][:3])),E(ART["lead"]),t," - ".join("<a href=/s>%s</a>"%E(x) for x in PL["share"]),PL["comments"][0],J("<p><font size=1><b>%s</b>: %s</font>"%(PL["comments"][i],E(PL["comments"][i+1])) for i in(2,4)),"<br>".join(map(E,PL["footer"])))


def bs_microdata():
    def r(part):
        if part[0]=="faq": return "<div class='accordion' id='faqAcc' itemscope itemtype='https://schema.org/FAQPage'>%s</div>"%J("<div class='card' itemscope itemprop='mainEntity' itemtype='https://schema.org/Question'><div class='card-header' id='fh%d'><h3 class='mb-0'><button class='btn btn-link' data-toggle='collapse' data-target='#fc%d' aria-expanded='false' aria-controls='fc%d'><span itemprop='name'>%s</span></button></h3></div><div id='fc%d' class='collapse' data-parent='#faqAcc' itemscope itemprop='acceptedAnswer' itemtype='https://schema.org/Answer'><div class='card-body' itemprop='text'>%s</div></div></div>"%(i,i,i,E(q),i,J("<p>%s</p>"%E(x) for x in a)) for i,(q,a) in enumerate(part[1]))
        if part[0]=="table": return "<div class='table-responsive'><table class='table table-bordered'><caption>%s</caption><thead class='thead-light'><tr>%s</tr></thead><tbody>%s</tbody></table></div>"%(E(part[1]),J("<th scope=col>%s</th>"%E(t) for t in part[2]),J("<tr><th scope=row>%s</th>%s</tr>"%(E(x[0]),J("<td>%s</td>"%E(c) for c in x[1:])) for x in part[3]))
        if part[0]=="quote": return "<blockquote class='blockquote text-center'><p class='mb-0'>%s</p><footer class='blockquote-footer'>A patient</footer></blockquote>"%E(part[1])
        return T.plain(part)
    t=T.body(r,{1:"<div class='advert text-center'><small class='text-muted'>%s</small><br><a href='/a'>%s</a></div>"%(PL["ad"][3],E(PL["ad"][0])),5:"<div class='card bg-light my-4 signup'><div class='card-body'><h5 class='card-title'>%s</h5><p class='card-text'>%s</p><form class='form-inline'><input class='form-control' type='email' placeholder='%s'><button class='btn btn-primary'>%s</button><small class='form-text'>%s</small></form></div></div>"%tuple(map(E,PL["newsletter"])),9:"<div class='alert alert-info'><a class='alert-link' href='/i'>%s</a></div>"%E(PL["inline"][1]),12:"<div class='jumbotron py-3'><p class='lead'>%s</p><a class='btn btn-success' href='/v'>%s</a></div>"%(E(PL["promo"][1]),E(PL["promo"][0]))})
    return "<!doctype html><html lang='en'><head><meta charset='utf-8'><title>%s</title></head><body><nav class='navbar navbar-expand-lg'><button class='navbar-toggler' data-toggle='collapse' data-target='#n'>%s</button><div class='collapse navbar-collapse' id='n'><ul class='navbar-nav'>%s</ul></div></nav><div class='container'><div class='row'><div class='col-md-8'><ol class='breadcrumb'>%s</ol><h1>%s</h1><ul class='list-inline small'>%s</ul><p class='lead'>%s</p><div class='btn-toolbar'>%s</div>%s<p class='small text-muted'>%s</p><div class='media author'><div class='media-body'><h5 class='mt-0'>%s</h5>%s <a href='/a'>%s</a></div></div><div class='rating'>%s</div><nav><ul class='pagination'>%s</ul></nav><h2>%s</h2><div class='row'>%s</div><h2>%s</h2><ul class='list-unstyled'>%s</ul></div><div class='col-md-4'><div class='list-group'><div class='list-group-item active'>%s</div>%s</div><p>%s</p></div></div></div><footer class='footer'>%s</footer><div class='modal' id='m'><div class='modal-body'>%s</div></div><div class='fixed-bottom cookiebar'>%s</div></body></html>"%(E(ART["title"]),PL["skip"][1],lk("menu"),lk("crumbs"),E(ART["title"]),J("<li class='list-inline-item'>%s</li>"%E(x) for x in PL["meta"]),E(ART["lead"]),J("<button class='btn btn-sm'>%s</button>"%E(x) for x in PL["share"]),t,PL["tags"][0],*map(E,PL["bio"]),J("<span>%s</span>"%E(x) for x in PL["helpful"]),lk("pager"),PL["related"][0],J("<div class='col-6'><div class='card'><div class='card-body'><h5><a href='/r'>%s</a></h5></div></div></div>"%E(x) for x in PL["related"][1:]),PL["comments"][0],J("<li class='media'><div class='media-body'><h6>%s</h6>%s</div></li>"%(PL["comments"][i],E(PL["comments"][i+1])) for i in(2,4)),PL["trending"][0],lk("trending","div","class='list-group-item'",1),E(PL["donate"][0]),lns("footer"),lns("popup"),lns("cookie"))


def aria_div2():
    def r(part):
        if part[0]=="p": return "<div class='css-175oi2r'><div dir='auto' class='css-146c3p1 r-1'>%s</div></div>"%E(part[1])
        if part[0]=="h": return "<div class='css-175oi2r'><div role='heading' aria-level='%d' dir='auto' class='css-146c3p1 r-h'>%s</div></div>"%(part[1],E(part[2]))
        if part[0]=="quote": return "<div class='css-175oi2r r-q'><div dir='auto' class='css-146c3p1'>%s</div></div>"%E(part[1])
        if part[0] in("ul","ol"): return "<div role='list' class='css-175oi2r'>%s</div>"%T.nested(part[1],"div role='list'","<div role='listitem' class='css-175oi2r'><div dir='auto' class='css-146c3p1'>%s</div></div>").replace("</div role='list'>","</div>")
        if part[0]=="table": return "<div role='table' class='css-175oi2r'><div role='caption' class='css-146c3p1'>%s</div><div role='rowgroup'><div role='row'>%s</div></div><div role='rowgroup'>%s</div></div>"%(E(part[1]),J("<div role='columnheader'>%s</div>"%E(t) for t in part[2]),J("<div role='row'>%s</div>"%J("<div role='cell'>%s</div>"%E(c) for c in x) for x in part[3]))
        return J("<div class='css-175oi2r'><div role='heading' aria-level='3' class='css-146c3p1'>%s</div>%s</div>"%(E(q),J("<div dir='auto' class='css-146c3p1'>%s</div>"%E(x) for x in a)) for q,a in part[1])
    b=lambda *t:"<div class='css-175oi2r r-box'>%s</div>"%J("<div class='css-146c3p1'>%s</div>"%x for x in t)
    a=lambda t:"<a href='/q' role='link'>%s</a>"%E(t)
    t=T.body(r,{1:b(PL["toc"][0],*[a(x) for x in T.headings()]),3:b(PL["ad"][3],a(PL["ad"][0])),6:b(a(PL["inline"][0])),10:b("<div role='heading' aria-level='3'>%s</div>"%PL["newsletter"][0],PL["newsletter"][1],"<input type='email' placeholder='%s'>"%PL["newsletter"][2],"<div role='button'>%s</div>"%PL["newsletter"][3])})
    return "<!DOCTYPE html><html lang='en'><head><meta charset='utf-8'><title>%s</title></head><body><div id='root'><div role='banner'><div role='navigation'>%s</div></div><div role='main'><div role='heading' aria-level='1'>%s</div><div class='css-m'>%s</div><div class='css-s'>%s</div><div class='css-146c3p1'>%s</div>%s<div class='css-t'>%s</div><div role='group' aria-label='Feedback'><div>%s</div>%s</div><div class='css-au'><div role='heading' aria-level='2'>%s</div><div>%s</div>%s</div><div class='css-re'><div role='heading' aria-level='2'>%s</div>%s</div><div class='css-co'><div role='heading' aria-level='2'>%s</div>%s</div></div><div role='complementary'><div role='heading' aria-level='2'>%s</div>%s</div><div role='contentinfo'>%s</div><div role='dialog'>%s</div></div></body></html>"%(E(ART["title"]),lk("menu","div"),E(ART["title"]),lns("meta","div"),J("<div role='button'>%s</div>"%E(x) for x in PL["share"]),E(ART["lead"]),t,PL["tags"][0],PL["helpful"][0],J("<div role='button'>%s</div>"%E(x) for x in PL["helpful"][1:]),E(PL["bio"][0]),E(PL["bio"][1]),a(PL["bio"][2]),PL["related"][0],lk("related","div","",1),PL["comments"][0],lns("comments","div"),PL["trending"][0],lk("trending","div","",1),lns("footer","div"),lns("cookie","div"))


def word_mht():
    o="<o:p></o:p>"
    def r(part):
        if part[0]=="p": return "<p class=MsoNormal style='text-align:justify'><span style='font-family:\"Times New Roman\",serif'>%s%s</span></p>"%(E(part[1]),o)
        if part[0]=="h": return "<p class=MsoNormal style='margin-top:12.0pt'><b><span style='font-size:%d.0pt'>%s%s</span></b></p>"%(20-2*part[1],E(part[2]),o)
        if part[0]=="quote": return "<p class=MsoNormal style='margin-left:36pt'><i>%s</i>%s</p>"%(E(part[1]),o)
        if part[0] in("ul","ol"): return "<%s style='margin-top:0cm' type=%s>%s</%s>"%(part[0],"disc" if part[0]=="ul" else "1",T.nested(part[1],"ul type=circle","<li class=MsoNormal style='mso-list:l0 level1 lfo1'>%s"+o+"</li>").replace("</ul type=circle>","</ul>"),part[0])
        if part[0]=="table": return "<p class=MsoNormal align=center><b>%s%s</b></p><table class=MsoNormalTable border=1 cellpadding=0>%s</table>"%(E(part[1]),o,J("<tr>%s</tr>"%J("<td style='padding:.75pt'><p class=MsoNormal>%s%s%s%s</p></td>"%("<b>" if n==0 else "",E(c),o,"</b>" if n==0 else "") for c in x) for n,x in enumerate([part[2]]+part[3])))
        return J("<p class=MsoNormal><b><i>%d. %s%s</i></b></p>%s"%(i+1,E(q),o,J("<p class=MsoNormal>%s%s</p>"%(E(x),o) for x in a)) for i,(q,a) in enumerate(part[1]))
    return "<html xmlns:o='urn:schemas-microsoft-com:office:office'><head><meta charset=utf-8><meta name=Generator content='Microsoft Word 15'><title>%s</title></head><body><div id=header><ul>%s</ul></div><div class=searchbox>%s</div><div class=Section1><p class=MsoNormal align=center><b><span style='font-size:20.0pt'>%s%s</span></b></p><p class=MsoNormal><i>%s%s</i></p>%s</div><div class=sharing>%s</div><div class=kommentare><h4>%s</h4>%s</div><div id=footer>%s</div></body></html>"%(E(ART["title"]),lk("menu"),PL["skip"][0],E(ART["title"]),o,E(ART["lead"]),o,T.body(r,{}),lk("share","span"),PL["comments"][0],lns("comments"),lns("footer"))


SYSTEMS = (divi_post, beehiiv, frames, bs_microdata, aria_div2, word_mht)

if __name__ == "__main__":
    sys.exit(run_systems(__doc__, {m.__name__: T.of(ART, PL, m) for m in SYSTEMS}, T.wanted(ART), ART["lead"], PL, legacy=("frames",)))
